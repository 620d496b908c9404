"""The ways in which the programs' face says no before it has read a family."""

from django.http import HttpResponse, JsonResponse

LARGEST = 1024 * 1024
REFUSALS: dict[int, tuple[str, str]] = {
    401: ("no_token", "需要有效的令牌：Authorization: Bearer 令牌。请向本单位管理员申请。"),
    405: ("wrong_method", "这里只收 POST。"),
    413: ("too_large", "一次只算一户，正文不超过 1 MB。"),
    415: ("wrong_type", "正文应是 JSON，请求头写 Content-Type: application/json。"),
}
"""{status: (code, what it says)}."""
TOO_MANY = ("too_many", "这把钥匙问得太多了，请过一个小时再问；确实要多问的，请向本单位管理员说明。")
_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 405: {"Allow": "POST"}, 429: {"Retry-After": "3600"}}


def refuse(status: int) -> HttpResponse:
    """The answer of one of them."""
    code, message = TOO_MANY if status == 429 else REFUSALS[status]
    return said({"code": code, "message": message}, status)


def said(answer: object, status: int = 200) -> HttpResponse:
    """An answer as JSON, Chinese as it is, kept by nobody on the way."""
    headers = {"Cache-Control": "no-store", **_HEADERS.get(status, {})}
    return JsonResponse(answer, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
