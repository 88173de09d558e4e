package org.ravel.job;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.ravel.testing.HdfsFixture;

/**
 * An HDFS with a corpus and what the commands made of it; started once for all tests of a JVM that
 * ask for it, which must leave it as it is and work on copies in folders of their own.
 */
final class Example {
  private static final int LINES = 200;

  private static Example shared;

  private final HdfsFixture hdfs;
  private final Map<String, Execution> executions = new LinkedHashMap<>();

  private Example() {
    hdfs = HdfsFixture.shared();
    write("/corpus/sentences.txt", lines());
    for (String command : List.of("prepare", "train", "evaluate", "generate")) {
      executions.put(command, Execution.of(arguments(command, "/example")));
    }
  }

  private static synchronized Example shared() {
    if (shared == null) {
      shared = new Example();
    }
    return shared;
  }

  /** Gives the example to the constructors of tests. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Example.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return shared();
    }
  }

  /** A command on the corpus, with its output in a folder of the HDFS, and further settings. */
  List<String> arguments(String command, String output, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "corpus.input=" + uri("/corpus/sentences.txt"),
                "corpus.documents=line",
                "corpus.chunk-size=4KiB",
                "split.by=documents",
                "split.validation=0.1",
                "split.test=0.15",
                "shards.sequence-length=16",
                "model.embedding-size=6",
                "model.hidden-size=10",
                "averaging.workers=3",
                "training.minibatch-size=8",
                "averaging.period=8",
                "training.epochs=2",
                "training.validation.every-rounds=2",
                "training.updater.learning-rate=0.02",
                "training.sample.length=30",
                "evaluation.minibatch-size=4",
                "evaluation.block-sequences=32",
                "evaluation.source-entropy=0.95",
                "generation.length=80",
                "output=" + uri(output)));
    all.addAll(Arrays.asList(settings));
    return Execution.with(List.of(command), all.toArray(String[]::new));
  }

  Execution execution(String command) {
    return executions.get(command);
  }

  String uri(String path) {
    return hdfs.uri(path);
  }

  FileSystem files() {
    return hdfs.fileSystem();
  }

  void write(String path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String path, byte[] bytes) {
    try (OutputStream out = files().create(new Path(path), true)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void folder(String path) {
    try {
      files().mkdirs(new Path(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String path) {
    try {
      files().delete(new Path(path), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes(String path) {
    try (var in = files().open(new Path(path))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  /** Copies something for a test that changes it. */
  void copy(String from, String to) {
    try {
      files().mkdirs(new Path(to).getParent());
      FileUtil.copy(files(), new Path(from), files(), new Path(to), false, files().getConf());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Files below a folder by their paths in it, with what changes when they do; empty folders have
   * an entry too, hidden names as well.
   */
  Map<String, String> listing(String folder) {
    Map<String, String> listing = new TreeMap<>();
    try {
      if (files().exists(new Path(folder))) {
        list(new Path(folder), "", listing);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return listing;
  }

  private void list(Path folder, String prefix, Map<String, String> listing) throws IOException {
    for (FileStatus status : files().listStatus(folder)) {
      String name = prefix + status.getPath().getName();
      if (status.isDirectory()) {
        listing.put(name + "/", "");
        list(status.getPath(), name + "/", listing);
      } else {
        listing.put(name, status.getLen() + " bytes of " + status.getModificationTime());
      }
    }
  }

  private static String lines() {
    try (Stream<String> lines =
        java.nio.file.Files.lines(java.nio.file.Path.of("data-samples/sentences.txt"))) {
      return lines.limit(LINES).collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
