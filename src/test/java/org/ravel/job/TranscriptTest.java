package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.testing.Folders;
import picocli.CommandLine;

/** What a driver leaves for the client that waits for it. */
class TranscriptTest {
  @TempDir Path folder;

  @Test
  void theClientTakesWhatTheDriverLeft() throws Exception {
    SparkConf conf = conf().set("spark.ravel.transcript", "1-2");
    Transcript left = new Transcript(10, "perplexity 2 – 日本\n", List.of("a", "b"));
    left.leave(conf);
    assertThat(Folders.names(folder.resolve(".ravel-transcripts"))).containsExactly("1-2.json");
    assertThat(Transcript.take(conf)).contains(left);
    assertThat(Transcript.take(conf)).isEmpty();
    assertThat(Folders.names(folder.resolve(".ravel-transcripts"))).isEmpty();
  }

  @Test
  void nothingIsLeftWhereNobodyWaits() {
    new Transcript(0, "", List.of()).leave(conf());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theConsoleKeepsResultsAndTheLastLinesOfTheRest() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLine command = RavelCommand.commandLine();
    Console console = Console.of(command, stream(out), stream(err));
    command.getOut().print("Käse 𝄞\n");
    for (int line = 1; line <= 1000; line++) {
      command.getErr().println("line " + line);
      command.getErr().println("\tat org.example.Deep(Deep.java:1)");
    }
    command.getErr().println("error: the end");
    Transcript transcript = console.transcript(3);
    assertThat(transcript.status()).isEqualTo(3);
    assertThat(transcript.out()).isEqualTo("Käse 𝄞\n");
    assertThat(transcript.err()).hasSizeLessThan(50).contains("line 1000").doesNotContain("line 1");
    assertThat(transcript.err()).last().isEqualTo("error: the end");
    assertThat(transcript.err()).noneMatch(line -> line.startsWith("\tat"));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Käse 𝄞\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 1\n", "Deep.java");
  }

  /** As Java opens the process's streams where the locale is not in UTF-8. */
  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.US_ASCII);
  }

  private SparkConf conf() {
    return new SparkConf(false).set("spark.yarn.stagingDir", folder.toUri().toString());
  }
}
