import { readConfig, type Config } from "../config.ts";
import { openHouse, type OpenHouse } from "../open-house.ts";
import { startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { migrate } from "../platform/migrate.ts";

const complain = (line: string) => process.stderr.write(`${line}\n`);

/** Acts on the database of this installation; an embedded one is started for it and stopped afterwards. */
export async function withDatabase<T>(act: (url: string, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig();
  if (config.databaseUrl !== undefined) return act(config.databaseUrl, config);
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log: complain });
  try {
    return await act(postgres.url, config);
  } finally {
    await postgres.stop();
  }
}

/** The same with the whole house open and the database up to date. */
export function withHouse<T>(act: (house: OpenHouse, config: Config) => Promise<T>): Promise<T> {
  return withDatabase(async (url, config) => {
    await migrate(url);
    const house = await openHouse(config, url);
    try {
      return await act(house, config);
    } finally {
      await house.close();
    }
  });
}
