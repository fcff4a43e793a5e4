// The official client leads one call from dial to hang-up against the API at the address given, and answers another one.
// Each answer is printed as a line {type, data}: the SDK's name for the answer's type and the answer itself.
import { existsSync } from 'node:fs';
import Telnyx from 'telnyx';

const [apiKey, baseURL, streamUrl, ringing, streamStarted] = process.argv.slice(2);
const client = new Telnyx({ apiKey, baseURL, maxRetries: 0 });
const calls = client.calls;

const say = (type, data) => console.log(JSON.stringify({ type, data }));
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

/** Telnyx refuses with 422 what comes before the call has got that far. */
async function whenPossible(command) {
  for (let tries = 0; ; tries++) {
    try {
      return await command();
    } catch (refused) {
      if (refused.status !== 422 || tries > 1000) throw refused;
      await pause();
    }
  }
}

const dialed = await calls.dial({
  connection_id: '1',
  from: '+15550100002',
  to: '+15550100007',
  client_state: 'eA==',
  command_id: 'dial-1',
  timeout_secs: 60,
});
say('calls.CallDialResponse', dialed);
const id = dialed.data.call_control_id;
const act = calls.actions;

say('actions.ActionStartRecordingResponse',
  await whenPossible(() => act.startRecording(id, { format: 'wav', channels: 'single' })));
say('calls.CallRetrieveStatusResponse', await calls.retrieveStatus(id));
say('actions.ActionSpeakResponse', await act.speak(id, { payload: 'Hello', voice: 'AWS.Polly.Joanna' }));
say('actions.ActionStopPlaybackResponse', await act.stopPlayback(id, { stop: 'all' }));
say('actions.ActionSendDtmfResponse', await act.sendDtmf(id, { digits: '1w2' }));
say('actions.ActionStartStreamingResponse', await act.startStreaming(id, {
  stream_url: streamUrl,
  stream_track: 'inbound_track',
  stream_bidirectional_mode: 'rtp',
  stream_bidirectional_codec: 'PCMU',
  stream_bidirectional_target_legs: 'self',
  stream_auth_token: 'token',
}));
for (let tries = 0; !existsSync(streamStarted) && tries < 1000; tries++) {
  await pause(); // the application makes this file when the stream has reached it
}
say('actions.ActionStopStreamingResponse', await act.stopStreaming(id, {}));
say('actions.ActionUpdateClientStateResponse', await act.updateClientState(id, { client_state: 'eQ==' }));
say('actions.ActionStopRecordingResponse', await act.stopRecording(id, {}));
say('actions.ActionHangupResponse', await act.hangup(id, { command_id: 'hangup-1' }));

say('actions.ActionAnswerResponse', await act.answer(ringing, {}));
say('actions.ActionHangupResponse', await whenPossible(() => act.hangup(ringing, {})));

for (let tries = 0; tries < 1000; tries++) {
  const status = await calls.retrieveStatus(id);
  if (!status.data.is_alive) {
    say('calls.CallRetrieveStatusResponse', status);
    break;
  }
  await pause();
}
try {
  await act.speak(id, { payload: 'Too late', voice: 'AWS.Polly.Joanna' });
} catch (refused) {
  say('refusal', { status: refused.status, code: refused.error?.errors?.[0]?.code ?? refused.errors?.[0]?.code });
}
for (let tries = 0; tries < 1000; tries++) {
  const list = await client.recordings.list({ filter: { call_leg_id: dialed.data.call_leg_id } });
  if (list.data?.length) {
    for (const recording of list.data) {
      say('recordings.RecordingResponse', await client.recordings.retrieve(recording.id));
    }
    break;
  }
  await pause();
}
