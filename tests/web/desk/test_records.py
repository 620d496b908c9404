"""What was signed can be read by who decides."""

from jiuzhu.documents.models import SignedRecord
from jiuzhu.trail.models import Entry


def test_the_confirmer_reads_the_visit_and_its_signatures(way, at):
    way.visit()
    record = SignedRecord.objects.get(kind="visit")
    client = at("liu")
    url = f"/desk/cases/{way.no}/records/{record.pk}"
    assert url in client.get(f"/desk/cases/{way.no}/").content.decode()
    page = client.get(url).content.decode()
    assert "两间平房，家电老旧" in page
    assert page.count("data:image/jpeg") == 2
    assert Entry.objects.filter(act="documents.open_signed", case_no=way.no).count() == 1


def test_a_record_of_another_case_is_not_found(way, at):
    assert at("liu").get(f"/desk/cases/{way.no}/records/1").status_code == 404


def test_another_town_reads_no_record(way, at):
    way.visit()
    record = SignedRecord.objects.get(kind="visit")
    assert at("stranger").get(f"/desk/cases/{way.no}/records/{record.pk}").status_code == 403
