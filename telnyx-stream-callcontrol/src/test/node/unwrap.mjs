// Reads one JSON object a line {body, key, headers} and says for each whether the official SDK takes it as genuine.
import Telnyx from 'telnyx';
import { createInterface } from 'node:readline';

const client = new Telnyx({ apiKey: 'KEY-not-used' });
for await (const line of createInterface({ input: process.stdin })) {
  const { body, key, headers } = JSON.parse(line);
  try {
    const event = await client.webhooks.unwrap(body, { headers, key });
    console.log('accepted ' + event.data.id);
  } catch (refused) {
    console.log('refused');
  }
}
