package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions from a configuration to a page, by the command. */
class LabIT {
  @TempDir Path folder;

  @Test
  void twoVariantsAreSampledTrainedAndLookedAtOnceOnly() throws IOException {
    Path file = write("question.conf", question("[tomita-1, tomita-2]"));
    Path all =
        write(
            "all.conf",
            "lab { path = %s, title = Everything, rows = [%s] }"
                .formatted(quoted("quick"), quoted("question.conf")));
    Execution lab = lab(all, "--quick");
    assertThat(lab.exitCode()).as(lab.err()).isZero();
    assertThat(lab.err()).contains("jobs/ravel sample-corpus --language tomita-2", "2 of 2");

    String page = Files.readString(folder.resolve("quick/lab.html"));
    assertThat(page)
        .contains("<title>Everything</title>", "Who knows?", "tomita-1", "tomita-2")
        .contains("The goal is 99.00 % or more", "By exact learning", "The true automaton")
        .contains("jobs/ravel inspect-dynamics --conf " + file + " --set training.epochs=6")
        .contains("--set lab.form=quick --set lab.variant=tomita-2 --model=");
    // One for each variant, and none of their anchors twice.
    assertThat(page.split("<h5>By exact learning</h5>", -1)).hasSize(3);
    assertThat(page).doesNotContain("id=\"automata\"");
    assertThat(page).contains("2 of 2");

    // Settings of the page are none of the questions on it.
    Execution again =
        lab(all, "--quick", "--set", "lab.rows=" + file, "--set", "lab.title=Everything");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("jobs/ravel");
    assertThat(Files.readString(folder.resolve("quick/lab.html"))).isEqualTo(page);

    aChangeRunsWhatItDecidesAndWhatFollows(file, all);
  }

  private void aChangeRunsWhatItDecidesAndWhatFollows(Path file, Path all) throws IOException {
    Files.writeString(file, question("[tomita-1]").replace("epochs=6", "epochs=1"));
    Execution further = lab(all, "--quick");
    assertThat(further.exitCode()).as(further.err()).isZero();
    assertThat(further.err())
        .doesNotContain("jobs/ravel sample-corpus", "jobs/ravel prepare")
        .contains("jobs/ravel sweep", "jobs/ravel inspect-dynamics");
    Files.writeString(file, question("[tomita-1]").replace("--strings 301", "--strings 302"));
    Execution more = lab(all, "--quick");
    assertThat(more.exitCode()).as(more.err()).isZero();
    assertThat(more.err()).contains("--strings 302", "jobs/ravel prepare", "jobs/ravel sweep");
  }

  @Test
  void whatIsNoQuestionIsRefusedByName() throws IOException {
    Execution none = Execution.of("lab");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.error()).contains("give --conf FILE");

    Path unsown = write("unsown.conf", question("[]").replaceAll("over = .*", ""));
    Execution nothing = lab(unsown);
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.error()).contains("sweep.over is empty", unsown.toString(), "seed=1..10");

    Path same =
        write("same.conf", question("[tomita-1, tomita-2]").replace("/${lab.variant}", "/one"));
    Execution twice = lab(same);
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.error()).contains("already in another", "output = lab/${lab.variant}");

    Path wrong = write("wrong.conf", question("[tomita-1]").replace("--strings", "--stringz"));
    Execution unknown = lab(wrong, "--quick");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.error()).contains("--stringz");
  }

  private String quoted(String name) {
    return '"' + folder.resolve(name).toString() + '"';
  }

  private Execution lab(Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("lab", "--conf", file.toString()));
    arguments.addAll(List.of(options));
    return Execution.of(arguments);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String question(String variants) {
    return """
        task = recognition
        output = ${lab.path}/${lab.variant}
        lab {
          path = "FOLDER/"${lab.form}
          question = "Who knows?"
          variants = VARIANTS
          variant = tomita-1
          samples {
            training = "--language "${lab.variant}" --lengths 1-8 --strings 301"
            validation = "--language "${lab.variant}" --lengths 1-8 --strings 50 --seed 2"
            test = "--language "${lab.variant}" --lengths 1-8 --strings 50 --seed 3"
          }
          inspect = "--starts 2 --language "${lab.variant}
          pictures = [automata]
          quick = ["training.epochs=6", "lab.path=FOLDER/quick"]
        }
        corpus {
          input = ${output}/train, format = json, tokenizer = whitespace
          columns { input = [text], accept = label }
        }
        split { validation-input = ${output}/validation, test-input = ${output}/test }
        shards { sequence-length = 16, longer = refuse }
        model { cell = second-order, embedding-size = 2, hidden-size = 4, layers = 1 }
        averaging { workers = 1, period = 100 }
        training { minibatch-size = 4, updater { learning-rate = 0.02 } }
        sweep {
          over = ["seed=1..2"]
          goal { figure = "accept accuracy", value = 0.99 }
        }
        """
        .replace("VARIANTS", variants)
        .replace("FOLDER", folder.toString());
  }
}
