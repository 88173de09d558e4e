package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HDFS and YARN with Kerberos; the user logs in from a keytab. */
@ExtendWith(Clusters.class)
class SecureClusterIT {
  private static final String HOME = "/user/ravel/it";

  private static Daemons daemons;

  @TempDir static Path folder;

  @BeforeAll
  static void start() throws IOException {
    daemons = Daemons.secure();
    String text = daemons.uri(HOME + "/corpus.txt");
    Path corpus = Files.writeString(folder.resolve("corpus.txt"), Corpus.sentences());
    Path conf =
        Files.writeString(folder.resolve("ravel.conf"), Corpus.SETTINGS.formatted(text, text));
    daemons.shell("-mkdir", "-p", HOME);
    daemons.shell("-put", corpus.toString(), conf.toString(), HOME);
    daemons.shell("-chown", "-R", "ravel:ravel", HOME);
    // Nobody else may look.
    daemons.shell("-chmod", "700", "/user/ravel");
  }

  @AfterAll
  static void stop() {
    if (daemons != null) {
      daemons.close();
    }
  }

  @Test
  void aKeytabSuffices(Clusters.Reference reference) throws IOException {
    submit("prepare", Mode.YARN_CLUSTER, login()).succeeds();
    submit("train", Mode.YARN_CLUSTER, login()).succeeds();
    submit("evaluate", Mode.YARN_CLIENT, login()).succeeds();

    Path made = folder.resolve("made");
    daemons.shell("-get", HOME + "/out", made.toString());
    FileSystem local = FileSystem.getLocal(new Configuration());
    org.apache.hadoop.fs.Path here = new org.apache.hadoop.fs.Path(made.toUri());
    Pipeline undisturbed = reference.pipeline();
    assertThat(Outcome.network(local, new org.apache.hadoop.fs.Path(here, "model")))
        .isEqualTo(Outcome.network(undisturbed.files(), undisturbed.folder("model")));
    assertThat(Outcome.report(local, new org.apache.hadoop.fs.Path(here, "report")))
        .isEqualTo(Outcome.report(undisturbed.files(), undisturbed.folder("report")));
    History.of(daemons, "secure-train").requireReadableJobs();
  }

  @Test
  void withoutALoginHdfsRefusesAndTheCommandSaysSo() {
    Submission submission = submit("prepare", Mode.LOCAL, List.of());
    assertThat(submission.exitCode()).as(submission.output()).isEqualTo(4);
    assertThat(submission.error()).contains("Kerberos", "--principal and --keytab");
  }

  private static List<String> login() {
    return List.of("--principal", "ravel@EXAMPLE.COM", "--keytab", daemons.keytab().toString());
  }

  /** The jar is at hand: encrypting it for HDFS would take longer than all the rest. */
  private static Submission submit(String command, Mode mode, List<String> login) {
    List<String> line = new ArrayList<>(List.of("jobs/ravel"));
    line.addAll(mode.options(daemons));
    line.addAll(List.of("--name", "secure-" + command));
    line.addAll(login);
    line.addAll(List.of(command, "--conf", daemons.uri(HOME + "/ravel.conf")));
    line.addAll(List.of("--set", "output=" + daemons.uri(HOME + "/out")));
    return Submission.start(daemons, "secure-" + mode + "-" + command, line, Mode.localJar());
  }
}
