package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The examples for YARN, used as they say: copied, with fewer executors. */
@ExtendWith(Clusters.class)
class ScriptsClusterIT {
  @TempDir static Path folder;

  @Test
  void theExamplesForYarnRun(Daemons daemons) throws IOException {
    DistributedFileSystem hdfs = daemons.fileSystem();
    Corpus.upload(hdfs);
    Corpus.write(hdfs, "/corpora/books/book.txt", Corpus.sentences());

    run(daemons, "yarn-prepare", "--set", "shards.sequence-length=32");
    run(
        daemons,
        "yarn-train",
        "--set",
        "training.epochs=1",
        "--set",
        "training.minibatch-size=4",
        "--set",
        "model.hidden-size=32",
        "--set",
        "shards.sequence-length=32");
    assertThat(run(daemons, "yarn-evaluate")).contains("perplexity", "report: ");
    run(daemons, "yarn-generate");

    org.apache.hadoop.fs.Path output = new org.apache.hadoop.fs.Path(daemons.uri("/ravel/books"));
    assertThat(Outcome.report(hdfs, new org.apache.hadoop.fs.Path(output, "report")))
        .contains("negativeLogLikelihood");
    assertThat(Outcome.text(hdfs, new org.apache.hadoop.fs.Path(output, "text.txt")))
        .startsWith("The ");
    History.of(daemons, "ravel train").requireReadableJobs();
  }

  private static String run(Daemons daemons, String script, String... arguments)
      throws IOException {
    Path copy = folder.resolve(script);
    String text = Files.readString(Path.of("jobs", script));
    Files.writeString(copy, text.replace("--num-executors 8", "--num-executors 2"));
    List<String> line = new ArrayList<>(List.of(copy.toString()));
    line.addAll(List.of(arguments));
    Submission submission = Submission.start(daemons, script, line);
    submission.succeeds();
    return submission.output();
  }
}
