// The official client dials two calls against the API at the address given, leads one of them to its hang-up, answers a third and
// rejects a fourth; every command that there is is sent once at least. Each answer is printed as a line {type, data}: the SDK's name for
// the answer's type and the answer itself, or "refusal".
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Telnyx from 'telnyx';

const [apiKey, baseURL, streamUrl, answered, rejected, webhooks] = process.argv.slice(2);
const client = new Telnyx({ apiKey, baseURL, maxRetries: 0 });
const { calls, recordings, recordingTranscriptions } = client;

const say = (type, data) => console.log(JSON.stringify({ type, data }));

/** Waits for the nth webhook of a type: the application makes a file of that name for it. */
async function heard(type, nth = 1) {
  for (let tries = 0; !existsSync(join(webhooks, `${type}.${nth}`)); tries++) {
    if (tries > 2000) throw new Error(`webhook ${nth} of ${type} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function act(method, id, body = {}) {
  say(`actions.Action${method[0].toUpperCase()}${method.slice(1)}Response`, await calls.actions[method](id, body));
}

async function refused(request) {
  try {
    await request();
  } catch (error) {
    say('refusal', { status: error.status, code: error.error?.errors?.[0]?.code ?? error.errors?.[0]?.code });
    return;
  }
  throw new Error('was not refused');
}

const LONG = { payload: 'A very long story. '.repeat(100), voice: 'AWS.Polly.Joanna' };

const dialed = await calls.dial({
  connection_id: '1',
  from: '+15550100002',
  to: '+15550100007',
  client_state: 'eA==',
  command_id: 'dial-1',
  timeout_secs: 60,
  answering_machine_detection: 'greeting_end',
});
say('calls.CallDialResponse', dialed);
const premium = await calls.dial({
  connection_id: '1',
  from: '+15550100002',
  to: '+15550100009',
  answering_machine_detection: 'premium',
});
say('calls.CallDialResponse', premium);
const id = dialed.data.call_control_id;
await heard('call.answered', 2);
say('calls.CallRetrieveStatusResponse', await calls.retrieveStatus(id));

await act('startRecording', id, { format: 'mp3', channels: 'dual' }); // this one fails
await act('stopRecording', id);
await heard('call.recording.error');
await act('startRecording', id, { format: 'wav', channels: 'single', transcription: true });
await act('pauseRecording', id);
await act('resumeRecording', id);

await act('speak', id, { payload: 'Hi', voice: 'AWS.Polly.Joanna' });
await heard('call.speak.ended', 1); // to its end
await act('speak', id, LONG);
await act('stopPlayback', id, { stop: 'all' });
await heard('call.speak.ended', 2);
await act('startPlayback', id, { media_name: 'jingle' });
await heard('call.playback.ended', 1); // to its end
await act('startPlayback', id, { media_name: 'jingle', overlay: false });
await act('stopPlayback', id, { stop: 'current' });
await heard('call.playback.ended', 2);
await act('startPlayback', id, { audio_url: 'http://127.0.0.1:1/nothing.wav' });
await heard('call.playback.ended', 3); // there is no such file
await act('startPlayback', id, { playback_content: 'eA==' });
await heard('call.playback.ended', 4); // there is no audio in it

await act('sendDtmf', id, { digits: '1w2' });
await heard('call.dtmf.received');
await act('gather', id, { maximum_digits: 4 });
await act('stopGather', id);
await act('gatherUsingSpeak', id, { payload: 'Your number?', voice: 'AWS.Polly.Joanna' });
await act('gatherUsingAudio', id, { media_name: 'jingle' });
await act('startNoiseSuppression', id, { direction: 'inbound' });
await act('stopNoiseSuppression', id);
await act('startTranscription', id, { transcription_tracks: 'both' });
await heard('call.transcription');
await act('stopTranscription', id);

await act('startStreaming', id, { stream_url: 'ws://127.0.0.1:1/nobody' });
await heard('streaming.failed');
await act('startStreaming', id, {
  stream_url: streamUrl,
  stream_track: 'inbound_track',
  stream_bidirectional_mode: 'rtp',
  stream_bidirectional_codec: 'PCMU',
  stream_bidirectional_target_legs: 'self',
  stream_auth_token: 'token',
});
await heard('streaming.started');
await act('stopStreaming', id);
await heard('streaming.stopped');
await act('updateClientState', id, { client_state: 'eQ==' });

await act('reject', rejected, { cause: 'USER_BUSY' });
await act('answer', answered);
say('calls.CallRetrieveStatusResponse', await calls.retrieveStatus(answered));
await act('bridge', id, { call_control_id_to_bridge_with: answered, park_after_unbridge: 'self' });
await heard('call.bridged', 2);
await act('transfer', answered, { to: '+15550100008' });
await heard('call.bridged', 4);
await act('hangup', answered); // and so is the one it was transferred to, but not the one that it has left

await act('stopRecording', id);
await heard('call.machine.greeting.ended');
await act('speak', id, LONG);
await act('hangup', id, { command_id: 'hangup-1' });
await heard('call.machine.premium.greeting.ended');
await act('hangup', premium.data.call_control_id);
await heard('call.hangup', 5);
say('calls.CallRetrieveStatusResponse', await calls.retrieveStatus(id));
await refused(() => calls.actions.speak(id, { payload: 'Too late', voice: 'AWS.Polly.Joanna' }));
await refused(() => calls.retrieveStatus('v3:nobody'));

await heard('call.recording.transcription.saved');
const filter = { call_leg_id: dialed.data.call_leg_id };
say('DefaultFlatPaginationResponse<recordings.RecordingResponseData>',
  await (await recordings.list({ filter }).asResponse()).json());
const said = await recordingTranscriptions.list();
say('DefaultFlatPaginationResponse<transcripts.RecordingTranscription>',
  await (await recordingTranscriptions.list({ filter: { recording_id: said.data[0].recording_id } }).asResponse()).json());
say('transcripts.RecordingTranscriptionRetrieveResponse', await recordingTranscriptions.retrieve(said.data[0].id));
say('transcripts.RecordingTranscriptionDeleteResponse', await recordingTranscriptions.delete(said.data[0].id));
for await (const recording of recordings.list({ filter })) {
  say('recordings.RecordingResponse', await recordings.retrieve(recording.id));
  say('recordings.RecordingResponse', await recordings.delete(recording.id));
  await refused(() => recordings.retrieve(recording.id));
}
say('recordingActions.ActionDeleteResponse', await recordings.actions.delete({ ids: [said.data[0].recording_id] }));
