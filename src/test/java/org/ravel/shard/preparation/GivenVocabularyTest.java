package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.Documents;
import org.ravel.config.Task;
import org.ravel.config.TokenizerKind;
import org.ravel.corpus.Tokenizer;
import org.ravel.corpus.VocabularySelection;
import org.ravel.error.ConfigurationException;
import org.ravel.shard.ShardSchemas;
import org.ravel.storage.Storage;

class GivenVocabularyTest {
  private final Storage storage = new Storage(new Configuration());
  private final GivenVocabulary given = new GivenVocabulary(storage, "target-vocabulary.from");

  @TempDir Path folder;

  @Test
  void twoLabelsAreWantedButOfSetsOne() {
    assertThat(given.labels(null, 2)).isNull();
    assertThat(given.labels(labels(Map.of("x", 2L, "y", 3L)), 2).token(0)).isEqualTo("y");
    int ofSets = ExampleChecks.fewestLabels(Task.MULTI_LABEL);
    assertThat(given.labels(labels(Map.of("x", 2L)), ofSets).tokens()).containsExactly("x");
    int others = ExampleChecks.fewestLabels(Task.CLASSIFICATION);
    for (Map<String, Long> few : List.of(Map.of("x", 2L), Map.<String, Long>of())) {
      assertThatThrownBy(() -> given.labels(labels(few), others))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("target-vocabulary.from names file:")
          .hasMessageContainingAll(
              few.size() == 1 ? "which has 1 label," : "which has 0 labels,",
              "target-vocabulary.from=null");
    }
  }

  @Test
  void labelsAreNoVocabularyOfTokens() {
    String labels = labels(Map.of("x", 2L, "y", 3L));
    Tokenizer tokenizer = Tokenizer.of(TokenizerKind.WHITESPACE, false);
    assertThatThrownBy(
            () -> given.tokens(ShardSchemas.VOCABULARY, labels, tokenizer, Documents.NONE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("which is a set of labels; name a vocabulary");
  }

  private String labels(Map<String, Long> counts) {
    String file = folder.resolve(counts.size() + ".jsonl").toString();
    VocabularySelection.labels(counts).write(storage, storage.qualified(file));
    return file;
  }
}
