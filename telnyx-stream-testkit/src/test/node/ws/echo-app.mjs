// An application as one writes it for Node with the ws package: answers every call, sends back what it hears, and empties
// Telnyx's queue when the caller presses a key.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const { PORT, TELNYX_BASE_URL, TELNYX_API_KEY } = process.env;

async function answer(id) {
  const response = await fetch(`${TELNYX_BASE_URL}/calls/${encodeURIComponent(id)}/actions/answer`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TELNYX_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      stream_url: `ws://127.0.0.1:${PORT}/media`,
      stream_bidirectional_mode: 'rtp',
      stream_bidirectional_target_legs: 'self',
    }),
  });
  console.log('answer', response.status);
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => { body += chunk; });
  request.on('end', () => {
    response.end();
    const { event_type: type, payload } = JSON.parse(body).data;
    if (type === 'call.initiated') answer(payload.call_control_id);
  });
});

new WebSocketServer({ server, path: '/media' }).on('connection', (socket) => {
  const send = (message) => socket.send(JSON.stringify(message));
  socket.on('error', (error) => console.log('error', error.message));
  socket.on('close', (code) => console.log('close', code));
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    switch (message.event) {
      case 'media':
        if (message.media.track === 'inbound') send({ event: 'media', media: { payload: message.media.payload } });
        break;
      case 'dtmf':
        send({ event: 'mark', mark: { name: `key ${message.dtmf.digit}` } });
        send({ event: 'clear' });
        break;
      case 'mark':
        console.log('mark', message.mark.name);
        break;
    }
  });
});

server.listen(Number(PORT), '127.0.0.1');
