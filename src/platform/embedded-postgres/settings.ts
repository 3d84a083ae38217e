/**
 * Server settings, passed on the command line so that they hold for old data directories too.
 * Sized for a small box (2 cores, 2-4 GB) that also runs the application.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  // Reached by this machine only: the bundled OpenSSL 1.1 is past its end of life, so no TLS listener,
  // and no socket directory that another uid would have to share.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Nothing acknowledged may be lost: these are the defaults, stated so that no stray file weakens them.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Holds the hot partitions of messages and the queue; 25 % of a 1 GB share. Memory is touched on use only.
  shared_buffers: '256MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  // Checkpoints every 5 min or 2 GB: at 3,000 messages/s (about 2 kB of WAL each) that is the 5 min timer,
  // and recovery after a kill replays at most 2 GB.
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '5min',
  checkpoint_completion_target: '0.9',
  // This build has pglz only (no lz4, zstd): under load it saves an eighth of the WAL and costs 30 µs per page image.
  wal_compression: 'off',
  // One machine: no replicas to feed.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Solid-state disks; page cache of a 2 GB machine.
  random_page_cost: '1.1',
  effective_cache_size: '1GB',
  // The queue tables turn over completely within seconds: look at them every 5 s instead of every 60 s. When each is
  // due is their own setting. The others get the usual 20 %: at 5 %, growing tables were cleaned and sampled for
  // half a second in every five, and 1 % of all answers waited 10 ms longer for it.
  autovacuum_naptime: '5s',
  autovacuum_vacuum_scale_factor: '0.2',
  autovacuum_analyze_scale_factor: '0.2',
  autovacuum_vacuum_cost_delay: '2ms',
  // Two cores: a parallel plan of one screen would take them from every sender. Also keeps shared memory
  // segments out of /dev/shm, which containers limit to 64 MB.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  // A killed application leaves its statements behind: stop working for it within 10 s.
  client_connection_check_interval: '10s',
  // Errors go to the application, which logs them without values. Here they would carry phone numbers.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};

export function settingsArguments(port: number, overrides: Readonly<Record<string, string>>): string[] {
  const all = { ...SETTINGS, ...overrides, port: String(port) };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
