"""The voice agent of a widely read guide, saying back what it hears. As there, except for the addresses and the port.

It looks for fields directly under data. Telnyx sends them under data.payload, so this runs with the simulator's flat webhooks
only.
"""
from fastapi import FastAPI, WebSocket, Request
import telnyx
import asyncio
import json
import base64
import os

app = FastAPI()
telnyx.api_key = os.getenv("TELNYX_API_KEY")

# WebSocket URL for your server
STREAM_URL = "ws://127.0.0.1:" + os.environ["PORT"] + "/audio"

@app.post("/webhook")
async def webhook_handler(request: Request):
    """Handle incoming call events"""
    data = await request.json()
    event_type = data.get("data", {}).get("event_type")

    if event_type == "call.initiated":
        call_control_id = data["data"]["call_control_id"]

        # Answer with bidirectional streaming
        telnyx.Call.answer(
            call_control_id,
            stream_url=STREAM_URL,
            stream_track="both_tracks",
            stream_bidirectional_mode="rtp",
            stream_bidirectional_codec="PCMU",
            stream_bidirectional_target_legs="self"
        )

    return {"status": "ok"}

@app.websocket("/audio")
async def audio_handler(websocket: WebSocket):
    """Handle real-time audio streaming"""
    await websocket.accept()

    try:
        async for message in websocket.iter_text():
            data = json.loads(message)

            if data.get("event") == "media":
                # Get incoming audio
                payload = data.get("media", {}).get("payload", "")

                if payload:
                    # Decode and process audio
                    audio_data = base64.b64decode(payload)

                    # Your AI processing here
                    response_audio = await your_ai_process_function(audio_data)

                    # Send response back
                    if response_audio:
                        response_payload = base64.b64encode(response_audio).decode()
                        await websocket.send_text(json.dumps({
                            "event": "media",
                            "media": {"payload": response_payload}
                        }))

    except Exception as e:
        print(f"Audio handler error: {e}")

async def your_ai_process_function(audio_data):
    return audio_data

if __name__ == "__main__":
    import uvicorn
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]))
