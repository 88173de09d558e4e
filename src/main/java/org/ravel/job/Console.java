package org.ravel.job;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import picocli.CommandLine;

/** Where a command prints: in UTF-8, whatever the locale; what is printed last is remembered. */
final class Console {
  /** Of results; a report on the console has some thousands of characters. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private static final int MOST_LINES = 40;

  private final Kept out = new Kept(MOST_CHARACTERS);
  private final Kept err = new Kept(MOST_CHARACTERS);

  private Console() {}

  /** Lets a command print to streams. */
  static Console of(CommandLine command, PrintStream out, PrintStream err) {
    Console console = new Console();
    command.setOut(writer(out, console.out));
    command.setErr(writer(err, console.err));
    return console;
  }

  /** A stream of the process, in UTF-8. */
  static PrintStream stream(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** What was printed, and how it ended. */
  Transcript transcript(int status) {
    return new Transcript(status, out.toString(), lastLines(err.toString()));
  }

  private static List<String> lastLines(String text) {
    Deque<String> lines = new ArrayDeque<>();
    text.lines()
        // Stack traces are in the driver's log.
        .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
        .forEach(
            line -> {
              lines.addLast(line);
              if (lines.size() > MOST_LINES) {
                lines.removeFirst();
              }
            });
    return List.copyOf(lines);
  }

  private static PrintWriter writer(PrintStream stream, Kept kept) {
    PrintStream utf8 = stream(stream);
    return new PrintWriter(
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) {
            String part = new String(text, offset, length);
            utf8.print(part);
            kept.add(part);
          }

          @Override
          public void flush() {
            utf8.flush();
          }

          @Override
          public void close() {
            flush();
          }
        },
        true);
  }

  /** The end of a text. */
  private static final class Kept {
    private final int most;
    private final StringBuilder text = new StringBuilder();

    Kept(int most) {
      this.most = most;
    }

    synchronized void add(String part) {
      text.append(part);
      if (text.length() > 2 * most) {
        text.delete(0, text.length() - most);
      }
    }

    @Override
    public synchronized String toString() {
      return text.substring(Math.max(0, text.length() - most));
    }
  }
}
