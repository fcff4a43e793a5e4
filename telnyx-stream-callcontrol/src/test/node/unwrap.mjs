// Reads one JSON object a line {body, key, headers, now} and says for each whether the official SDK takes it as genuine.
// With "now" (Unix seconds) the SDK's clock stands there, so that the edges of its window can be tried.
import Telnyx from 'telnyx';
import { createInterface } from 'node:readline';

const client = new Telnyx({ apiKey: 'KEY-not-used' });
const clock = Date.now;
for await (const line of createInterface({ input: process.stdin })) {
  const { body, key, headers, now } = JSON.parse(line);
  Date.now = now ? () => now * 1000 : clock;
  try {
    const event = await client.webhooks.unwrap(body, { headers, key });
    console.log('accepted ' + (event.data ?? event).id);
  } catch (refused) {
    console.log('refused');
  }
}
