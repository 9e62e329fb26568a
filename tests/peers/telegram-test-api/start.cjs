// Starts telegram-test-api on 127.0.0.1 and mends, in memory only, what keeps python-telegram-bot 22 from using it.
//
//   node start.cjs [port]      prints the port as one line; ends when its standard input does
//
// Mended: getMe says is_bot; dates are in seconds; edits, answers and setWebhook return what they should and not null;
// a press has a chat_instance and a whole message; methods that it does not know return true. Besides: a poll waits for
// an update, the webhook gets its secret header, and a bot that answers 500 does not end the emulator.
'use strict';

const net = require('node:net');
const axios = require('axios');
const TelegramServer = require('telegram-test-api');
const { TelegramServer: Server } = require('telegram-test-api/lib/telegramServer');
const { routes } = require('telegram-test-api/lib/routes/index');

const LONGEST_POLL_MS = 5000;
const SECRET_HEADER = 'X-Telegram-Bot-Api-Secret-Token';
const BOT = { id: 666, is_bot: true, first_name: 'Peer', username: 'peer_test_bot' };

const seconds = (date) => (date > 1e11 ? Math.floor(date / 1000) : date);

function edited(server, body) {
  const found = server.storage.botMessages.find((stored) => String(stored.messageId) === String(body.message_id));
  const chat = { id: Number(body.chat_id), type: 'private', first_name: 'Peer' };
  return {
    message_id: Number(body.message_id), date: seconds(found ? found.time : Date.now()), chat, from: BOT,
    text: found ? found.message.text : body.text, reply_markup: (found && found.message.reply_markup) || undefined,
  };
}

function mended(server, method, body, answer) {
  if (!answer.ok) return answer;
  if (method === 'getMe') return { ok: true, result: { ...answer.result, ...BOT } };
  if (method === 'sendMessage') {
    return { ok: true, result: { ...answer.result, from: BOT, date: seconds(answer.result.date) } };
  }
  if (method.startsWith('editMessage')) return { ok: true, result: edited(server, body) };
  return { ok: true, result: answer.result === null ? true : answer.result };
}

function mend(app, server) {
  app.all('/bot:token/:method', (req, res, next) => {
    const { method, token } = req.params;
    const send = res.sendResult;
    res.sendResult = (answer) => send(mended(server, method, req.body, answer));
    res.sendError = () => send({ ok: true, result: true });
    if (method === 'getUpdates' && !server.storage.userMessages.some((u) => u.botToken === token && !u.isRead)) {
      const wait = Math.min(Number(req.body.timeout || 0) * 1000, LONGEST_POLL_MS);
      Promise.race([server.waitUserMessage(), new Promise((done) => setTimeout(done, wait))]).then(() => next());
      return;
    }
    next();
  });
}

function mendPresses() {
  const format = Server.formatUpdate;
  Server.formatUpdate = (update) => {
    const formatted = format(update);
    const query = formatted.callback_query;
    if (query) {
      query.chat_instance = String(query.from.id);
      query.message = { message_id: update.messageId, date: seconds(update.time), ...query.message };
    }
    return formatted;
  };
}

function addSecrets(server) {
  axios.interceptors.request.use((request) => {
    const hook = Object.values(server.webhooks).find((webhook) => webhook.url === request.url);
    if (hook && hook.secret_token) request.headers[SECRET_HEADER] = hook.secret_token;
    return request;
  });
}

function freePort() {
  return new Promise((done) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function main() {
  const port = Number(process.argv[2]) || (await freePort());
  routes.unshift(mend);
  mendPresses();
  const server = new TelegramServer({ host: '127.0.0.1', port, storeTimeout: 3600 });
  addSecrets(server);
  await server.start();
  process.stdout.write(`${port}\n`);
}

process.on('unhandledRejection', (reason) => process.stderr.write(`${reason}\n`));
process.stdin.resume().on('end', () => process.exit(0));
main();
