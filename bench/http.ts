import { Agent, request } from 'node:http';

/** A signed-in account on the loopback interface. */
export interface Caller {
  /** POSTs JSON and answers the JSON it gets, or null where there is none. @throws Error unless it is 200, 201 or 204 */
  readonly post: <T = Answered>(path: string, body: object) => Promise<T>;
}

export interface Answered {
  readonly id: string;
  readonly version: number;
}

interface Raw {
  readonly status: number;
  readonly text: string;
  readonly cookies: readonly string[];
}

/** Connections of all callers to one port, or several that show the same, kept open. */
export class Http {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 200 });
  private readonly port: number;
  private others: readonly number[] = [];
  private calls = 0;

  constructor(port: number) {
    this.port = port;
  }

  /** From now on calls take turns with these ports too. */
  alsoAt(ports: readonly number[]): void {
    this.others = ports;
  }

  /** Signs in as api.md tells. */
  async signIn(username: string, password: string): Promise<Caller> {
    const { status, text, cookies } = await this.send('/api/session', { username, password }, {});
    if (status !== 200) throw new Error(`${username} cannot sign in: ${status} ${text}`);
    const { csrfToken } = JSON.parse(text) as { csrfToken: string };
    return this.as({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; '), 'x-csrf-token': csrfToken });
  }

  /** Whoever these headers stand for. */
  as(headers: Readonly<Record<string, string>>): Caller {
    return {
      post: async <T>(path: string, body: object) => {
        const { status, text } = await this.send(path, body, headers);
        if (![200, 201, 204].includes(status)) throw new Error(`POST ${path} → ${status} ${text.slice(0, 500)}`);
        return (text === '' ? null : JSON.parse(text)) as T;
      },
    };
  }

  close(): void {
    this.agent.destroy();
  }

  private send(path: string, body: object, headers: Readonly<Record<string, string>>): Promise<Raw> {
    const bytes = Buffer.from(JSON.stringify(body));
    const ports = [this.port, ...this.others];
    const port = ports[(this.calls += 1) % ports.length];
    return new Promise((resolve, reject) => {
      const call = request(
        {
          agent: this.agent,
          host: '127.0.0.1',
          port,
          method: 'POST',
          path,
          headers: { ...headers, 'content-type': 'application/json', 'content-length': bytes.length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
              cookies: response.headers['set-cookie'] ?? [],
            }),
          );
          response.on('error', reject);
        },
      );
      call.on('error', reject);
      call.end(bytes);
    });
  }
}
