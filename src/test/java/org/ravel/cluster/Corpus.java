package org.ravel.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What the tests put on HDFS: the application jar, a text, a configuration. */
final class Corpus {
  static final String JAR = "/apps/ravel.jar";
  static final String TEXT = "/it/corpus.txt";
  static final String CONFIGURATION = "/it/ravel.conf";

  /** Many small units of work, so that there is something to interrupt. */
  static final String SETTINGS =
      """
      corpus { input = "%s", documents = line, chunk-size = 1KiB }
      split { by = documents, validation = 0.1, test = 0.2 }
      shards.sequence-length = 32
      model { embedding-size = 8, hidden-size = 24, dropout = 0.2 }
      averaging { workers = 2, period = 8 }
      training {
        minibatch-size = 4
        epochs = 1
        validation.every-rounds = 5
        checkpoint.every-rounds = 2
        sample.length = 40
      }
      evaluation { minibatch-size = 4, block-sequences = 4 }
      generation { length = 200 }
      scoring { input = "%s", output-format = json, chunk-size = 4KiB }
      """;

  private Corpus() {}

  /** Puts all of it there, unless it is. */
  static synchronized void upload(FileSystem hdfs) {
    try {
      if (!hdfs.exists(new Path(CONFIGURATION))) {
        hdfs.copyFromLocalFile(
            new Path(java.nio.file.Path.of("target/ravel.jar").toUri()), new Path(JAR));
        write(hdfs, TEXT, sentences());
        String text = hdfs.makeQualified(new Path(TEXT)).toString();
        write(hdfs, CONFIGURATION, SETTINGS.formatted(text, text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text. */
  static String sentences() throws IOException {
    return sentences(600);
  }

  /** The first sentences of the sample, a line each. */
  static String sentences(int count) throws IOException {
    return sentences(0, count);
  }

  /** Sentences of the sample, a line each. */
  static String sentences(int from, int to) throws IOException {
    try (Stream<String> lines = Files.lines(java.nio.file.Path.of("data-samples/sentences.txt"))) {
      return lines
          .skip(from)
          .limit(to - from)
          .map(line -> line + "\n")
          .collect(Collectors.joining());
    }
  }

  static void write(FileSystem hdfs, String path, String text) throws IOException {
    try (OutputStream out = hdfs.create(new Path(path), true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
