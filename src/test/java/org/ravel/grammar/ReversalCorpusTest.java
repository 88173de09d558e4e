package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class ReversalCorpusTest {
  @Test
  void eachTargetIsItsSourceBackwards() {
    ReversalCorpus corpus = new ReversalCorpus(3, 500);
    List<String> sources = corpus.source().lines().toList();
    List<String> targets = corpus.target().lines().toList();
    assertThat(sources).hasSize(500).doesNotHaveDuplicates();
    assertThat(targets).hasSize(500);
    for (int i = 0; i < 500; i++) {
      assertThat(new StringBuilder(targets.get(i)).reverse()).hasToString(sources.get(i));
    }
    assertThat(new ReversalCorpus(3, 500).source()).isEqualTo(corpus.source());
    assertThat(new ReversalCorpus(4, 500).source()).isNotEqualTo(corpus.source());
  }

  @Test
  void aNumberThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> new ReversalCorpus(1, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is 0 but must lie between 1 and 10,000,000");
  }
}
