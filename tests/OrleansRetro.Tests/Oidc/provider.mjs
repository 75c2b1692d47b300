// An OpenID provider that runs on this machine alone: whoever gives a name is signed in by it. The one argument is where this product listens.
//   node provider.mjs http://127.0.0.1:5000
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { resolve } = createRequire(`${process.env.MODULES}/`);
const { default: Provider } = await import(pathToFileURL(resolve('oidc-provider')).href);
const [origin] = process.argv.slice(2);

const claims = name => ({
  sub: `person:${name}`,
  name: `${name[0].toUpperCase()}${name.slice(1).split('@')[0]} of the provider`,
  email: name.includes('@') ? name : `${name}@example.org`,
  email_verified: !name.startsWith('unverified'),
});

const server = (await import('node:http')).createServer((request, answer) => provider.callback()(request, answer));
await new Promise(done => server.listen(0, '127.0.0.1', done));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: 'retro', client_secret: 'a secret that both know', redirect_uris: [`${origin}/sign-in/provider/callback`], response_types: ['code'], grant_types: ['authorization_code'] }],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => claims(id) }),
  cookies: { keys: ['only for tests'] },
});
console.log(`Issuer ${issuer}`);
