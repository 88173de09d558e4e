package org.ravel.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ravel.error.ConfigurationException;
import org.ravel.model.SmallNetworks;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.Network;
import org.ravel.network.Predictor;

class DocumentScorerTest {
  private static final int VOCABULARY = 13;

  @ParameterizedTest
  @EnumSource
  void agreesWithTheEquationsInDoublePrecision(Variant variant) {
    agrees(variant, 2, 4, 101);
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "32", "200"})
  void agreesInMinibatchesOfAnySize(int minibatchSize) {
    agrees(Variant.LSTM, 1, minibatchSize, 7);
  }

  private static void agrees(Variant variant, int layers, int minibatchSize, long seed) {
    Network network = SmallNetworks.network(variant, layers, VOCABULARY);
    network.parameters().muli(3);
    // Shorter and longer than a piece of time steps, at its edges, and without anything.
    List<Document> documents = documents(seed, 0, 1, 2, 16, 17, 18, 33, 1, 5, 0, 70, 32, 2);
    double[] nats = new DocumentScorer(network.snapshot().get(), minibatchSize).score(documents);
    PlainScore plain = new PlainScore(variant, network.snapshot());
    // ND4J's tanh, which that layer uses, is good for five digits only.
    double perTarget = variant == Variant.STOCK_ELMAN ? 1e-4 : 1e-5;
    for (int i = 0; i < nats.length; i++) {
      Document document = documents.get(i);
      assertThat(nats[i])
          .as("seed %d, document %d", seed, i)
          .isCloseTo(
              plain.nats(document.ids(), document.first()),
              within(perTarget * (1 + document.targets())));
    }
  }

  @Test
  void theTokensBeforeTheFirstAreGivenAndDoNotCount() {
    Network network = SmallNetworks.network(Variant.GRU_AFTER, 1, VOCABULARY);
    network.parameters().muli(3);
    int[] ids = {1, 5, 7, 2, 9, 9, 3};
    PlainScore plain = new PlainScore(Variant.GRU_AFTER, network.snapshot());
    DocumentScorer scorer = new DocumentScorer(network.snapshot().get(), 2);
    for (int first = 1; first <= ids.length; first++) {
      assertThat(scorer.score(List.of(new Document(null, ids, first, 0)))[0])
          .as("first %d", first)
          .isCloseTo(plain.nats(ids, first), within(1e-4));
    }
  }

  @Test
  void longDocumentsCarryTheStateFromPieceToPiece() {
    Network network = SmallNetworks.network(Variant.LSTM, 1, VOCABULARY);
    network.parameters().muli(3);
    List<Document> documents = documents(3, 3000, 4);
    double[] nats = new DocumentScorer(network.snapshot().get(), 2).score(documents);
    PlainScore plain = new PlainScore(Variant.LSTM, network.snapshot());
    assertThat(nats[0])
        .isCloseTo(plain.nats(documents.get(0).ids(), documents.get(0).first()), within(1e-2));
    assertThat(nats[1])
        .isCloseTo(plain.nats(documents.get(1).ids(), documents.get(1).first()), within(1e-4));
  }

  @Test
  void theSameDocumentsGiveTheSameBitsAndOtherCompanyNearlyThose() {
    Predictor model = SmallNetworks.predictor(Variant.LSTM, 2, VOCABULARY);
    DocumentScorer scorer = new DocumentScorer(model, 8);
    List<Document> documents = documents(5, 9, 40, 3, 3, 12, 1, 27, 64, 8, 8, 31);
    double[] nats = scorer.score(documents);
    assertThat(scorer.score(documents)).isEqualTo(nats);
    for (int i = 0; i < nats.length; i++) {
      assertThat(scorer.score(List.of(documents.get(i)))[0])
          .as("document %d alone", i)
          .isCloseTo(nats[i], within(1e-4));
    }
  }

  @Test
  void logitsThatNoBufferHoldsAreRefused() {
    Predictor model = SmallNetworks.predictor(Variant.LSTM, 1, VOCABULARY);
    assertThatThrownBy(() -> new DocumentScorer(model, 100_000_000))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "scoring.minibatch-size is 100000000 but must be at most 41297762 with a vocabulary of 13 tokens");
  }

  /** With so many targets each; what is given is one token or two. */
  private static List<Document> documents(long seed, int... targets) {
    Random random = new Random(seed);
    List<Document> documents = new ArrayList<>();
    for (int count : targets) {
      int first = count % 3 == 0 ? 2 : 1;
      documents.add(
          count == 0
              ? Document.EMPTY
              : new Document(null, random.ints(first + count, 0, VOCABULARY).toArray(), first, 0));
    }
    return documents;
  }
}
