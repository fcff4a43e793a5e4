// An application as one writes it for Node without any library: answers every call and sends back what it hears.
import { createServer } from 'node:http';
import { createHash } from 'node:crypto';

const { PORT, TELNYX_BASE_URL, TELNYX_API_KEY } = process.env;

function command(id, name, body) {
  return fetch(`${TELNYX_BASE_URL}/calls/${encodeURIComponent(id)}/actions/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TELNYX_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    response.end();
    const { event_type: type, payload } = JSON.parse(Buffer.concat(chunks)).data;
    if (type === 'call.initiated') {
      command(payload.call_control_id, 'answer', {
        stream_url: `ws://127.0.0.1:${PORT}/media`,
        stream_bidirectional_mode: 'rtp',
        stream_bidirectional_target_legs: 'self',
      });
    }
  });
});

/** A text frame of a server (RFC 6455, 5.2): never masked. */
function textFrame(text) {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.from([0x81, body.length]) : Buffer.from([0x81, 126, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, body]);
}

/** What is no JSON, or has no audio, is left out: one bad message ends no call. */
function parsed(body) {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}

server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1')
    .update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11')
    .digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`);
  let held = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    held = Buffer.concat([held, data]);
    for (;;) {
      if (held.length < 2) return;
      let length = held[1] & 127;
      let at = 2;
      if (length === 126) {
        if (held.length < 4) return;
        length = held.readUInt16BE(2);
        at = 4;
      }
      if (held.length < at + 4 + length) return;
      const mask = held.subarray(at, at + 4);
      const body = Buffer.from(held.subarray(at + 4, at + 4 + length).map((byte, i) => byte ^ mask[i % 4]));
      const opcode = held[0] & 15;
      held = held.subarray(at + 4 + length);
      if (opcode === 8) {
        socket.end(Buffer.from([0x88, 2, 3, 232]));
        return;
      }
      if (opcode === 9) {
        // a pong says what the ping said (RFC 6455, 5.5.3)
        socket.write(Buffer.concat([Buffer.from([0x8a, body.length]), body]));
      }
      const message = opcode === 1 ? parsed(body) : {};
      if (message.event === 'media' && message.media?.track === 'inbound') {
        socket.write(textFrame(JSON.stringify({ event: 'media', media: { payload: message.media.payload } })));
      }
    }
  });
});

server.listen(Number(PORT), '127.0.0.1');
