package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class TreeRulesTest {

  private static void load(String task, String settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("task", task);
    if (task.equals("tree")) {
      all.put("corpus.format", "trees");
      all.put("model.kind", "tree");
    }
    for (String setting : settings.split(";", -1)) {
      all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    ConfigLoader.load("test", "", all);
  }

  @Test
  void whatFollowsFromChildrensSumTakesAnyNumberOfThem() {
    for (String composition : new String[] {"child-sum", "gated-sum"}) {
      assertThatCode(() -> load("tree", "corpus.trees.children=0;model.composition=" + composition))
          .doesNotThrowAnyException();
    }
    assertThatCode(() -> load("tree", "corpus.trees.children=1000")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "corpus.format=text | corpus.format is \"text\" but must be trees",
        "corpus.trees.children=0 | corpus.trees.children is 0 but must be above 0 with model.composition = n-ary",
        "corpus.trees.children=1 | corpus.trees.children is 1 but must be 0 or between 2 and 1,000",
        "corpus.trees.labels=none | corpus.trees.labels is \"none\" but must be one of nodes, root, root-of-tagged",
        "shards.longer=cut | shards.longer is \"cut\" but must be refuse",
        "shards.longer=pieces | shards.longer is \"pieces\" but must be refuse",
        "model.kind=recurrent | model.kind is \"recurrent\" but must be tree",
        "model.kind=window | model.kind is \"window\" but must be tree",
        "model.head=crf | model.head is \"crf\" but must be softmax",
        "model.tie-embeddings=true | model.tie-embeddings is true but must be false",
        "model.layers=2 | model.layers is 2 but must be 1",
        "model.bidirectional=true | model.bidirectional is true but must be false",
        "model.weight-dropout=0.5 | model.weight-dropout is 0.5 but must be 0",
        "model.initialisation.biases=chrono | model.initialisation.biases is \"chrono\" but must",
        "training.engine=dl4j | training.engine is \"dl4j\" but must be ravel",
        "training.kernels=stock | training.kernels is \"stock\" but must be fast",
        "training.activation-regularisation=1 | training.activation-regularisation is 1.0 but must be 0",
        "corpus.steps=numbers | must be labelling, classification, multi-label, regression or captioning with corpus.steps = numbers",
      })
  void whatMakesNoSenseIsRefused(String settings, String message) {
    assertThatThrownBy(() -> load("tree", settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  /** They would have no effect. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "corpus.format=trees | corpus.format is \"trees\" but must be",
        "model.kind=tree | model.kind is \"tree\" but must be recurrent, window or hidden-markov with task = labelling",
        "training.loss-over=root | training.loss-over is \"root\" but must be nodes",
        "evaluation.label-groups=[{ name = x, labels = [y] }, { name = z, labels = [w] }] | evaluation.label-groups is",
      })
  void whatIsForTreesIsForNoOtherTask(String settings, String message) {
    assertThatThrownBy(
            () ->
                load(
                    "labelling",
                    "corpus.format=lines;corpus.columns.input=1;corpus.columns.target=2;"
                        + settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }
}
