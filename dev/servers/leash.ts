/** Owns the promise that no process outlives the one that started it, not even after `kill -9`. */
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Reads `+pid` and `-pid` lines. Its input ends when its owner dies, however that happened: then it stops the groups
 * still held, the last taken first, and gives them 10 s before it kills them. In plain `sh`, since it has to be small,
 * to need nothing, and to survive the death of everything else.
 */
const SCRIPT = `
held=''
while read -r line; do
  pid="\${line#?}"
  case "$line" in
    +*) held="$pid $held" ;;
    -*) kept=''; for p in $held; do [ "$p" = "$pid" ] || kept="$kept $p"; done; held="$kept" ;;
  esac
done
for p in $held; do kill -s TERM -- "-$p" 2>/dev/null; done
for i in 1 2 3 4 5 6 7 8 9 10; do
  alive=''
  for p in $held; do kill -s 0 -- "-$p" 2>/dev/null && alive="$alive $p"; done
  [ -z "$alive" ] && exit 0
  sleep 1
done
for p in $alive; do kill -s KILL -- "-$p" 2>/dev/null; done
`;

const held = new Set<number>();
let write: ((line: string) => void) | null = null;

function fasten(): (line: string) => void {
  const child = spawn('/bin/sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const writeLine = (line: string): void => void child.stdin.write(`${line}\n`);
  child.once('exit', () => {
    if (write !== writeLine) return;
    write = null;
    if (held.size > 0) write = fasten();
  });
  child.once('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  for (const pid of held) writeLine(`+${pid}`);
  return writeLine;
}

/**
 * From now on the process group led by `pid` is stopped when this process ends in any way. The child must have been
 * spawned `detached`, which makes it lead a group of its own and keeps a Ctrl-C in the terminal from reaching it.
 */
export function holdOnLeash(pid: number): void {
  if (write) write(`+${pid}`);
  held.add(pid);
  write ??= fasten();
}

/** The group led by `pid` has ended: its number may be reused by a stranger and must not be signalled any more. */
export function releaseFromLeash(pid: number): void {
  held.delete(pid);
  write?.(`-${pid}`);
}
