"""The answering machine of a widely read guide. As there, except for the port; see echo_app.py for its fields."""
from fastapi import FastAPI, Request
import telnyx
import os
from datetime import datetime

app = FastAPI()
telnyx.api_key = os.getenv("TELNYX_API_KEY")

# Store active calls
active_calls = {}

@app.post("/webhook")
async def answering_machine_webhook(request: Request):
    """Complete answering machine webhook handler"""
    try:
        data = await request.json()
        event_type = data.get("data", {}).get("event_type")
        call_control_id = data.get("data", {}).get("call_control_id")

        if not call_control_id:
            return {"status": "ok"}

        call = telnyx.Call()
        call.call_control_id = call_control_id

        if event_type == "call.initiated":
            # Answer incoming call
            call.answer()
            active_calls[call_control_id] = {
                "start_time": datetime.now(),
                "caller": data.get("data", {}).get("from")
            }

        elif event_type == "call.answered":
            # Play greeting message
            greeting = (
                "Hello! You've reached our answering machine. "
                "We're unable to take your call right now, but your call is important to us. "
                "Please leave a detailed message after the beep, and we'll get back to you as soon as possible. "
                "Thank you!"
            )
            call.speak(
                payload=greeting,
                voice="female",
                language="en-US"
            )

        elif event_type == "call.speak.ended":
            # Start recording after greeting
            call.record_start(
                format="mp3",
                channels="single",
                play_beep=True,
                max_length=300,  # 5 minutes max
                recording_track="inbound",
                transcription=True,
                custom_file_name=f"voicemail_{call_control_id}_{int(datetime.now().timestamp())}"
            )

        elif event_type == "call.recording.saved":
            # Handle saved voicemail
            recording_data = data.get("data", {})
            recording_id = recording_data.get("recording_id")
            recording_url = recording_data.get("public_recording_url")
            duration = recording_data.get("duration_millis", 0) / 1000

            caller_info = active_calls.get(call_control_id, {})

            print(f"New voicemail received:")
            print(f"  From: {caller_info.get('caller', 'Unknown')}")
            print(f"  Duration: {duration:.1f} seconds")
            print(f"  Recording ID: {recording_id}")
            print(f"  Download URL: {recording_url}")

            # Here you could:
            # - Save to database
            # - Send notification email/SMS
            # - Process with AI for transcription summary
            # - Upload to cloud storage

        elif event_type == "call.recording.transcription.saved":
            # Handle transcription if enabled
            transcription_data = data.get("data", {})
            transcription_text = transcription_data.get("transcription_text", "")

            print(f"Voicemail transcription: {transcription_text}")

        elif event_type == "call.hangup":
            # Clean up call tracking
            if call_control_id in active_calls:
                del active_calls[call_control_id]
            print(f"Call {call_control_id} ended")

        return {"status": "ok"}

    except Exception as e:
        print(f"Webhook error: {e}")
        return {"error": str(e)}, 500

if __name__ == "__main__":
    import uvicorn
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]))
