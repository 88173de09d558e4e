package org.ravel.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Commands one after the other in a folder on HDFS. */
final class Pipeline {
  private final Daemons daemons;
  private final Mode mode;
  private final String name;

  /** Commands in a folder of that name. */
  Pipeline(Daemons daemons, Mode mode, String name) {
    this.daemons = daemons;
    this.mode = mode;
    this.name = name;
    Corpus.upload(daemons.fileSystem());
  }

  /** Submits a command and waits until it has succeeded. */
  Pipeline run(String command, String... settings) {
    start(List.of(), command, settings).succeeds();
    return this;
  }

  /** Submits a command. */
  Submission start(List<String> sparkOptions, String command, String... settings) {
    List<String> line = new ArrayList<>(List.of("jobs/ravel"));
    line.addAll(mode.options(daemons));
    line.addAll(List.of("--name", application(command)));
    line.addAll(sparkOptions);
    line.addAll(List.of(command, "--conf", daemons.uri(Corpus.CONFIGURATION)));
    line.addAll(List.of("--set", "output=" + daemons.uri("/it/" + name)));
    line.addAll(List.of("--set", "generation.output=" + daemons.uri("/it/" + name + "/text")));
    for (String setting : settings) {
      line.addAll(List.of("--set", setting));
    }
    return Submission.start(daemons, application(command), line, mode.jar(daemons));
  }

  /** The Spark application's name. */
  String application(String command) {
    return name + "-" + command;
  }

  Mode mode() {
    return mode;
  }

  Path folder(String part) {
    return new Path(daemons.uri("/it/" + name), part);
  }

  FileSystem files() {
    return daemons.fileSystem();
  }
}
