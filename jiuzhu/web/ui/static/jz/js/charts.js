// Draws every chart of the page from the options beside it, as SVG, without motion.
for (const frame of document.querySelectorAll("[data-chart]")) {
  const options = JSON.parse(document.getElementById(frame.dataset.chart).textContent);
  const chart = window.echarts.init(frame, null, { renderer: "svg", locale: "ZH" });
  chart.setOption(options);
  new ResizeObserver(() => chart.resize()).observe(frame);
}
