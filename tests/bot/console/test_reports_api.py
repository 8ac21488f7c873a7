"""Reports over HTTP: the list, the counts, the choices, and what is perhaps the same."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.content.reports import load_reports
from bot.messages import ReportStatus, Role
from tests.console import Console
from tests.filing import add_report, find_talk

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WHERE = {"field": "where", "text": "near the market in Prizren", "value": "prizren", "at": [42.2139, 20.7397]}
CAR = {"field": "what", "text": "the Golf 01-234-AB", "value": None}


def test_a_report_is_a_line_with_its_place_and_talk(console: Console) -> None:
    reference = add_report(console.database, NOW, CAR, WHERE)
    answer = console.officer().get("/reports").json()
    assert answer == {
        "next": None,
        "reports": [
            {
                "reference": reference,
                "conversation": find_talk(console.database, reference).id,
                "kind": "report_theft",
                "kind_label": "Report a theft",
                "municipality": "prizren",
                "municipality_name": "Prizren",
                "region_name": "Prizren",
                "place": "near the market in Prizren",
                "status": "received",
                "stands": "Received",
                "filed_at": "2026-11-22T12:00:00Z",
            }
        ],
    }


def test_a_place_that_was_marked_on_a_map_alone_is_named_by_its_town(console: Console) -> None:
    add_report(console.database, NOW, WHERE | {"text": "42.21390, 20.73970"})
    (report,) = console.officer().get("/reports").json()["reports"]
    assert (report["place"], report["municipality_name"]) == (None, "Prizren")


def test_pages_follow_each_other(console: Console) -> None:
    made = [add_report(console.database, NOW - timedelta(minutes=it)) for it in range(5)]
    arta, found, before = console.officer(), [], ""
    for _ in range(3):
        answer = arta.get(f"/reports?limit=2{before}").json()
        found += [it["reference"] for it in answer["reports"]]
        before = f"&before={answer['next']}"
    assert found == made
    assert answer["next"] is None


def test_filters_are_those_of_the_address(console: Console) -> None:
    add_report(console.database, NOW)
    noise = add_report(console.database, NOW - timedelta(days=2), kind="report_noise", municipality="peja")
    arta = console.officer()
    for query in (
        "kind=report_noise",
        "region=peja",
        "municipality=peja",
        "kind=report_noise&region=peja&status=received",
        "until=2026-11-21T00:00:00Z",
        "since=2026-11-19T00:00:00%2B01:00&until=2026-11-21T00:00:00Z",
    ):
        assert [it["reference"] for it in arta.get(f"/reports?{query}").json()["reports"]] == [noise], query
        assert arta.get(f"/reports/counts?{query}").json()["total"] == 1, query


@pytest.mark.parametrize("query", ["before=1", "before=x.y", "status=lost", "since=yesterday", "kind=A%27", "limit=0"])
def test_what_is_no_filter_is_refused(console: Console, query: str) -> None:
    assert console.officer().get(f"/reports?{query}").status_code == 422


def test_counts_come_with_names_in_the_officers_language(console: Console) -> None:
    for municipality in ("prizren", "suhareka", "a_town_of_old"):
        add_report(console.database, NOW, municipality=municipality)
    add_report(console.database, NOW, kind="report_noise", municipality="prizren")
    answer = console.officer().get("/reports/counts", **{"Accept-Language": "sr-Cyrl"}).json()
    assert answer["kinds"] == [
        {"id": "report_theft", "label": "Пријави крађу"},
        {"id": "report_noise", "label": "Пријави буку"},
    ]
    assert [it["id"] for it in answer["regions"]] == ["prizren", "none"]
    assert {(it["kind"], it["region"]): it["count"] for it in answer["counts"]} == {
        ("report_theft", "prizren"): 2,
        ("report_theft", "none"): 1,
        ("report_noise", "prizren"): 1,
    }


def test_the_choices_are_all_kinds_towns_and_statuses(console: Console) -> None:
    answer = console.officer().get("/reports/choices").json()
    assert [it["id"] for it in answer["kinds"]] == list(load_reports().kinds)
    assert [it["id"] for it in answer["statuses"]] == list(ReportStatus)
    regions = {it["id"] for it in answer["regions"]}
    assert {it["region"] for it in answer["municipalities"]} | {"none"} == regions
    assert all(it["label"] for names in answer.values() for it in names)


def test_for_the_confined_other_reports_do_not_exist(console: Console) -> None:
    own = add_report(console.database, NOW, CAR)
    other = add_report(console.database, NOW, CAR, municipality="peja")
    confined = console.officer("Confined", is_confined=True, regions=["prizren"])
    assert [it["reference"] for it in confined.get("/reports").json()["reports"]] == [own]
    assert confined.get("/reports?region=peja").json() == {"reports": [], "next": None}
    assert confined.get("/reports/counts").json()["total"] == 1
    assert confined.get(f"/reports/{own}/alike").json() == {"alike": []}
    nowhere = confined.get("/reports/DLG-NONE-NONE/alike")
    hidden = confined.get(f"/reports/{other}/alike")
    assert (hidden.status_code, hidden.json()["detail"]) == (404, nowhere.json()["detail"])
    for path in (f"/reports/{own}/alike/{other}", f"/reports/{other}/alike/{own}"):
        assert confined.ask("PUT", path, {"is_same": True}).status_code == 404


def test_it_is_said_why_and_decided_by_whom(console: Console) -> None:
    own = add_report(console.database, NOW, CAR, WHERE)
    other = add_report(console.database, NOW + timedelta(hours=2), CAR, WHERE)
    arta = console.officer()
    (found,) = arta.get(f"/reports/{own}/alike").json()["alike"]
    assert found["why"] == ["same number plate", "10 m apart", "2 h apart"]
    assert (found["reference"], found["is_same"], found["decided_by"]) == (other, None, None)
    answer = arta.ask("PUT", f"/reports/{own}/alike/{other}", {"is_same": False})
    (found,) = answer.json()["alike"]
    assert (found["is_same"], found["decided_by"]) == (False, "Arta")
    (found,) = arta.ask("PUT", f"/reports/{other}/alike/{own}", {"is_same": None}).json()["alike"]
    assert (found["reference"], found["is_same"]) == (own, None)


@pytest.mark.parametrize("body", [{}, {"is_same": "perhaps"}, {"is_same": True, "merge": True}, None])
def test_a_decision_is_yes_no_or_none(console: Console, body: dict[str, object] | None) -> None:
    own, other = add_report(console.database, NOW, CAR), add_report(console.database, NOW, CAR)
    assert console.officer().ask("PUT", f"/reports/{own}/alike/{other}", body).status_code == 422


def test_looking_and_deciding_stand_in_the_audit_log(console: Console) -> None:
    own, other = add_report(console.database, NOW, CAR), add_report(console.database, NOW, CAR)
    arta, besa = console.officer(), console.officer("Besa", Role.SUPERVISOR)
    arta.get("/reports?kind=report_theft")
    arta.get(f"/reports/{own}/alike")
    arta.ask("PUT", f"/reports/{own}/alike/{other}", {"is_same": True})
    lines = [it for it in besa.get(f"/audit?officer={arta.id}").json()["entries"] if it["action"] != "login"]
    assert [(it["action"], it["detail"]) for it in lines if it["action"] != "officer_added"] == [
        *[("matched", {"report": own, "other": other, "is_same": True})] * 2,
        ("reports_read", {"like": own}),
        ("reports_read", {"kind": "report_theft"}),
    ]
    assert lines[0]["label"] == "said whether two reports are of the same matter"
