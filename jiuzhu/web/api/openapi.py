"""`/api/openapi.json`: how to call the programs' face, for machines; made of the shapes that read and write it."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from jiuzhu.policy.edition import ENGINE
from jiuzhu.web.api import asked, assist_shape, recognition_shape, told
from jiuzhu.web.api.refused import REFUSALS
from jiuzhu.web.ui.guard import public

Document = dict[str, Any]
EXAMPLE: Document = {
    "region": "500110",
    "area": "urban",
    "date": "2025-08-01",
    "assume": "complete",
    "members": [
        {"id": "a", "relation": "self", "age": 71, "disability": [{"kind": "intellectual", "grade": 3}]},
        {"id": "b", "relation": "child", "age": 45, "work_capacity": "full"},
    ],
}
"""The contract's own family; a test sends it."""


@public
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """The document. It tells nothing of anybody, and so needs no token."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@cache
def document() -> Document:
    """The whole document, OpenAPI 3.1."""
    schemas = {"Family": asked.family(), "Determination": told.determination(), "Faults": told.faults()}
    schemas |= recognition_shape.schemas() | assist_shape.schemas()
    answers = {
        "200": _answer("认定结果", "Determination"),
        "422": _answer("这户写得不对：全部错误一次列出", "Faults"),
    }
    for status, (code, message) in REFUSALS.items():
        schemas[_named(code)] = told.refusal(code)
        answers[str(status)] = _answer(message, _named(code))
    answers["401"]["headers"] = {"WWW-Authenticate": {"schema": {"const": "Bearer"}, "required": True}}
    answers["405"]["headers"] = {"Allow": {"schema": {"const": "POST"}, "required": True}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "救助认定接口",
            "version": str(ENGINE),
            "summary": "认定：一户家庭进，一份认定出，不存任何东西。互认：问一个人在不在册，每问一次有留痕。协查：两个地区的系统互相告诉请求和答复，逐条签名。日志里没有个人信息。",
        },
        "paths": {
            "/api/determine": {
                "post": {
                    "operationId": "determine",
                    "summary": "按业务日期当天的规定，认定一户家庭",
                    "security": [{"token": []}],
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Family"},
                                "example": EXAMPLE,
                            }
                        },
                    },
                    "responses": dict(sorted(answers.items())),
                }
            },
            "/api/recognition": recognition_shape.path(),
            "/api/assist": assist_shape.path(),
        },
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}} | assist_shape.schemes(),
        },
    }


def _answer(description: str, schema: str) -> Document:
    body = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"description": description, "content": {"application/json": body}}


def _named(code: str) -> str:
    """`too_large` is TooLarge."""
    return code.title().replace("_", "")
