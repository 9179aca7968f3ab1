// A certified OpenID Connect provider on loopback, for the tests of single sign-on. It misbehaves on request.
//
//   node tools/oidc_provider.mjs <port> <redirect address of our service>
//
// Whoever types the name of an account gets in, with any password. POST /misbehave?… sets what is wrong from then on
// (empty: nothing), for example /misbehave?signature=1 or /misbehave?issuer=1&email=new@nhs.example.
import { Provider } from 'oidc-provider';
import * as jose from 'jose';

const [port, redirect] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const CLIENT = { client_id: 'dspt', client_secret: 'a-secret-of-the-tests-only-0123456789abcdef' };
const DOMAIN = 'demo.example';

const key = await jose.generateKeyPair('RS256', { extractable: true });
const rogue = await jose.generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await jose.exportJWK(key.privateKey)), kid: 'ours', alg: 'RS256', use: 'sig' };

let wrong = new URLSearchParams();

function account(id) {
  return {
    accountId: id,
    claims: () => ({
      sub: id,
      name: id,
      email: wrong.get('email') ?? `${id}@${DOMAIN}`,
      email_verified: !wrong.has('unverified'),
    }),
  };
}

const provider = new Provider(issuer, {
  clients: [{ ...CLIENT, redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] }],
  jwks: { keys: [jwk] },
  cookies: { keys: ['only-for-the-tests'] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  pkce: { required: () => true },
  findAccount: (_, id) => account(id),
  // Nobody is asked for consent: providers of a whole service give it for everybody.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});

// Give an ID token other claims or another signature than the provider itself would ever give.
async function spoiled(token) {
  const claims = jose.decodeJwt(token);
  const now = Math.floor(Date.now() / 1000);
  if (wrong.has('issuer')) claims.iss = 'http://localhost:1';
  if (wrong.has('audience')) claims.aud = 'somebody-else';
  if (wrong.has('party')) claims.aud = ['dspt', 'somebody-else'];
  if (wrong.has('nonce')) claims.nonce = 'another';
  if (wrong.has('nononce')) delete claims.nonce;
  if (wrong.has('expired')) Object.assign(claims, { iat: now - 7200, exp: now - 3600 });
  if (wrong.has('early')) Object.assign(claims, { iat: now + 3600, exp: now + 7200 });
  if (wrong.has('skew')) Object.assign(claims, { iat: now + 30, exp: now + 600 });
  if (wrong.has('amr')) claims.amr = wrong.get('amr').split(',');
  if (wrong.has('stale')) claims.auth_time = now - 3600;
  if (wrong.has('none')) return new jose.UnsecuredJWT(claims).encode();
  if (wrong.has('shared')) {
    return new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'ours' })
      .sign(new TextEncoder().encode(CLIENT.client_secret));
  }
  return new jose.SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: wrong.has('kid') ? 'unknown' : 'ours' })
    .sign(wrong.has('signature') ? rogue.privateKey : key.privateKey);
}

provider.use(async (ctx, next) => {
  if (ctx.method === 'POST' && ctx.path === '/misbehave') {
    wrong = new URLSearchParams(ctx.querystring);
    ctx.body = 'so be it';
    return;
  }
  if (ctx.path === '/token' && wrong.has('down')) {
    ctx.status = 503;
    return;
  }
  if (ctx.path === '/token' && wrong.has('slow')) await new Promise((done) => { setTimeout(done, 4000); });
  await next();
  if (ctx.path === '/token' && ctx.body?.id_token && wrong.size) ctx.body.id_token = await spoiled(ctx.body.id_token);
  if (ctx.path === '/token' && wrong.has('tokenless')) delete ctx.body.id_token;
  if (ctx.path === '/me' && wrong.has('subject')) ctx.body.sub = 'another';
  if (ctx.path.endsWith('/openid-configuration') && wrong.has('discovery')) ctx.body.issuer = 'http://localhost:1';
});

provider.listen(Number(port), 'localhost', () => { process.stdout.write(`ready ${issuer}\n`); });
