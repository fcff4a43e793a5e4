"""An application as a guide that many have copied shows it: FastAPI, and fields looked for directly under data.

Telnyx sends them under data.payload, so this runs with the simulator's flat webhooks only.
"""
import json
import os
import urllib.parse
import urllib.request

import uvicorn
from fastapi import BackgroundTasks, FastAPI, Request, WebSocket, WebSocketDisconnect

app = FastAPI()
PORT = int(os.environ["PORT"])


def command(call_control_id, name, body):
    request = urllib.request.Request(
        os.environ["TELNYX_BASE_URL"] + "/calls/" + urllib.parse.quote(call_control_id, safe="") + "/actions/" + name,
        data=json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + os.environ["TELNYX_API_KEY"], "Content-Type": "application/json"},
    )
    urllib.request.urlopen(request).read()


@app.post("/webhook")
async def webhook(request: Request, later: BackgroundTasks):
    event = (await request.json()).get("data", {})
    if event.get("event_type") == "call.initiated":
        later.add_task(
            command,
            event["call_control_id"],
            "answer",
            {
                "stream_url": "ws://127.0.0.1:%d/media" % PORT,
                "stream_bidirectional_mode": "rtp",
                "stream_bidirectional_target_legs": "self",
            },
        )
    return {"status": "ok"}


@app.websocket("/media")
async def media(socket: WebSocket):
    await socket.accept()
    try:
        while True:
            message = json.loads(await socket.receive_text())
            if message.get("event") == "media":
                payload = message["media"]["payload"]
                await socket.send_text(json.dumps({"event": "media", "media": {"payload": payload}}))
            elif message.get("event") == "stop":
                break
    except WebSocketDisconnect:
        pass


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="warning")
