"""Files that officers send to citizens."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Header, Query, Request
from starlette.concurrency import run_in_threadpool

from bot.channels.files import BODY, take_file
from bot.channels.webchat.schemas import Caption
from bot.console.access import AsOfficer
from bot.console.api.schemas import ClientId, ConversationId
from bot.context import Context, Here
from bot.services import attachments, desk
from bot.services.officers import Account

__all__ = ["router"]

router = APIRouter(prefix="/api/console/conversations", tags=["console: talks"])


@router.post("/{conversation}/files", status_code=201, openapi_extra={"requestBody": BODY})
async def send_file(
    request: Request,
    conversation: ConversationId,
    account: AsOfficer,
    here: Here,
    id: Annotated[ClientId | None, Query()] = None,  # noqa: A002 - what the client calls it, as in a reply
    caption: Annotated[Caption, Header(alias="X-Caption")] = "",
) -> dict[str, int]:
    """Send the citizen a photo or a document, the body as it is; the same `id` again sends nothing more.

    Its content says which it is, and whether it is taken. The caption is UTF-8, percent-encoded. Of a picture
    and a PDF the citizen gets a copy without what the camera or the writer's program put into it.
    """
    client_id = id or uuid4().hex
    with here.open_uploads.one(f"officer:{account.id}"):
        number = await run_in_threadpool(desk.find_said, here.database, account, conversation, client_id)
        if number is None:
            number = await _send(request, here, account, conversation, caption, client_id)
            here.bell.ring(conversation)
    return {"message": number}


async def _send(
    request: Request, here: Context, account: Account, conversation: str, caption: str, client_id: str
) -> int:
    limits, now = desk.file_limits(here.file_limits), datetime.now(UTC)
    await run_in_threadpool(desk.check_file, here.database, here.files, account, limits, now)
    file = await take_file(request, here.files, limits)
    try:
        file = await run_in_threadpool(attachments.with_copy, here.files, file)
        # Asked again now: somebody may have taken the talk while the file came in.
        return await run_in_threadpool(
            desk.send_file,
            here.database,
            account,
            conversation,
            file,
            caption,
            datetime.now(UTC),
            client_id=client_id,
        )
    finally:
        await run_in_threadpool(attachments.drop_unless_kept, here.database, here.files, file)
