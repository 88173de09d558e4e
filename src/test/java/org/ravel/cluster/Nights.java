package org.ravel.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/**
 * Retrainings, one after the other, of a registry in a folder on HDFS. All folders share the text
 * that comes in.
 */
record Nights(Daemons daemons, String name) {
  private static final String INPUT = "/it/nights/input/";
  private static final String CONFIGURATION = "/it/nights/ravel.conf";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Some short rounds a night; a lease that is over soon after its holder was killed. */
  private static final String SETTINGS =
      """
      corpus { input = "%s", documents = line }
      split { by = documents, test = 0.3 }
      shards.sequence-length = 8
      model { embedding-size = 6, hidden-size = 10, dropout = 0.1 }
      averaging { workers = 2, period = 8 }
      training {
        minibatch-size = 8
        epochs = 2
        updater.learning-rate = 0.01
        checkpoint.every-rounds = 2
      }
      evaluation { minibatch-size = 4, block-sequences = 32 }
      retraining { gate.resamples = 400, lock.lease-minutes = 0.25 }
      """;

  /** A first model, and text that came in since. */
  static Nights begun(Daemons daemons) throws IOException {
    Nights nights = new Nights(daemons, "first");
    FileSystem hdfs = daemons.fileSystem();
    Corpus.upload(hdfs);
    Corpus.write(hdfs, CONFIGURATION, SETTINGS.formatted(daemons.uri(INPUT)));
    Corpus.write(hdfs, INPUT + "night1.txt", Corpus.sentences(0, 80));
    nights.start(Mode.LOCAL, "night1").succeeds();
    Corpus.write(hdfs, INPUT + "night2.txt", Corpus.sentences(80, 230));
    return nights;
  }

  /** The same in another folder. */
  Nights copy(String to) throws IOException {
    Nights copy = new Nights(daemons, to);
    FileSystem hdfs = daemons.fileSystem();
    FileUtil.copy(hdfs, root(), hdfs, copy.root(), false, hdfs.getConf());
    return copy;
  }

  /** Submits a run. */
  Submission start(Mode mode, String runId, String... options) {
    List<String> line = new ArrayList<>(List.of("jobs/ravel"));
    line.addAll(mode.options(daemons));
    line.addAll(List.of("--name", application(runId)));
    line.addAll(List.of("retrain", "--conf", daemons.uri(CONFIGURATION), "--run-id", runId));
    line.addAll(List.of("--set", "output=" + root()));
    line.addAll(List.of(options));
    return Submission.start(daemons, application(runId), line, mode.jar(daemons));
  }

  /** The Spark application's name. */
  String application(String runId) {
    return "retrain-" + name + "-" + runId;
  }

  /** How many rounds of its training a run has done. */
  int rounds(String runId) {
    try {
      return Outcome.losses(daemons.fileSystem(), run(runId, "training/metrics.jsonl")).size();
    } catch (FileNotFoundException notYet) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers of the models in the registry. */
  List<String> versions() throws IOException {
    List<String> versions = new ArrayList<>();
    for (var folder : daemons.fileSystem().listStatus(registry("versions"))) {
      versions.add(folder.getPath().getName());
    }
    return versions;
  }

  /** All bits of a model in the registry. */
  Map<String, String> network(String version) throws IOException {
    return Outcome.network(daemons.fileSystem(), registry("versions/" + version));
  }

  /** What the gate has measured: both models' figures, with all their digits. */
  String comparisons(String runId) throws IOException {
    return json(runId, "comparison.json").path("comparisons").toString();
  }

  JsonNode json(String runId, String file) throws IOException {
    return JSON.readTree(Outcome.text(daemons.fileSystem(), run(runId, file)));
  }

  private Path run(String runId, String file) {
    return registry("runs/" + runId + "/" + file);
  }

  private Path registry(String part) {
    return new Path(root(), "registry/default/" + part);
  }

  private Path root() {
    return new Path(daemons.uri("/it/nights/" + name));
  }
}
