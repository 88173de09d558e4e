package org.ravel.hiddenmarkov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;
import org.ravel.hiddenmarkov.inference.BaumWelch;
import org.ravel.hiddenmarkov.inference.DiscreteHmm;
import org.ravel.mixture.MixtureModel;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;

class HiddenMarkovTextTest {
  private static final int TOKENS = 6;

  private final DiscreteHmm hmm = DiscreteHmm.random(4, new long[] {3, 1, 4, 1, 5, 9}, 2);
  private final HiddenMarkovText model = new HiddenMarkovText(hmm);

  /** p(w | text) = P(text w) / P(text), each by the sums over paths that training uses. */
  @Test
  void predictsByTheProbabilitiesOfTexts() {
    int[] text = new Random(4).ints(20, 0, TOKENS).toArray();
    BaumWelch<int[]> whole = new BaumWelch<>(hmm);
    try (Predictor predictor = model.get();
        Categorical next = predictor.predict(Field.of(text), predictor.start())) {
      assertThat(next.symbols()).isEqualTo(TOKENS);
      double[] probabilities = new double[TOKENS];
      float[] logits = new float[TOKENS];
      for (int step = 0; step < text.length; step++) {
        int[] read = Arrays.copyOf(text, step + 1);
        next.probabilities(0, step, probabilities);
        next.logits(0, step, logits);
        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));
        for (int token = 0; token < TOKENS; token++) {
          int[] longer = Arrays.copyOf(read, step + 2);
          longer[step + 1] = token;
          double expected = whole.forward(read) - whole.forward(longer);
          assertThat(next.nats(0, step, token)).isCloseTo(expected, within(1e-9));
          assertThat(logits[token]).isEqualTo((float) -next.nats(0, step, token));
        }
        assertThat(next.rank(0, step, next.best(0, step))).isZero();
      }
    }
  }

  @Test
  void theStateOfEachRowIsCarriedAndForgotten() {
    int[] first = {0, 3, 2, 5, 1};
    int[] second = {4, 4, 1};
    try (Predictor predictor = model.get()) {
      HiddenState state = predictor.start();
      predictor.predict(Field.of(first, second), state).close();
      HiddenState swapped = state.select(new int[] {1, 0});
      try (Categorical next = predictor.predict(Field.of(new int[] {2}, new int[] {5}), swapped)) {
        assertThat(next.nats(0, 0, 3)).isEqualTo(nats(predictor, new int[] {4, 4, 1, 2}, 3));
        assertThat(next.nats(1, 0, 3)).isEqualTo(nats(predictor, new int[] {0, 3, 2, 5, 1, 5}, 3));
      }
      state.forget(0);
      try (Categorical next = predictor.predict(Field.of(new int[] {2}, new int[] {2}), state)) {
        assertThat(next.nats(0, 0, 3)).isEqualTo(nats(predictor, new int[] {2}, 3));
        assertThat(next.nats(1, 0, 3)).isEqualTo(nats(predictor, new int[] {4, 4, 1, 2}, 3));
      }
    }
  }

  @Test
  void isMixedWithAnotherModel() {
    HiddenMarkovText other =
        new HiddenMarkovText(DiscreteHmm.random(2, new long[] {1, 1, 1, 1, 1, 1}, 3));
    MixtureModel mixture =
        new MixtureModel(
            List.of(
                new MixtureModel.Part(model, "a", "", "", 1),
                new MixtureModel.Part(other, "b", "", "", 1)),
            List.of(0.25, 0.75));
    int[] text = {1, 2, 5};
    try (Predictor mixed = mixture.get();
        Predictor one = model.get();
        Predictor two = other.get()) {
      assertThat(Math.exp(-nats(mixed, text, 4)))
          .isCloseTo(
              0.25 * Math.exp(-nats(one, text, 4)) + 0.75 * Math.exp(-nats(two, text, 4)),
              within(1e-12));
    }
  }

  private static double nats(Predictor predictor, int[] text, int token) {
    HiddenState state = predictor.start();
    // In two pieces, so that what is carried in a mixture is tried too.
    int[] end = Arrays.copyOfRange(text, text.length - 1, text.length);
    if (text.length > 1) {
      predictor.predict(Field.of(Arrays.copyOf(text, text.length - 1)), state).close();
    }
    try (Categorical next = predictor.predict(Field.of(end), state)) {
      return next.nats(0, 0, token);
    }
  }

  @Test
  void isTheSameFromItsFile() throws IOException {
    byte[] file = file();
    assertThat(model.parameters()).isEqualTo(3 + 4 * 3 + 4 * 5);
    HiddenMarkovIds read = read(file).require(TOKENS, TOKENS);
    assertThat(((HiddenMarkovText) read).hmm().emissions()).isEqualTo(hmm.emissions());
    try (Predictor one = model.get();
        Predictor other = read.get()) {
      assertThat(nats(other, new int[] {0, 3}, 2)).isEqualTo(nats(one, new int[] {0, 3}, 2));
    }
    assertThatThrownBy(() -> read.require(7, 7))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("reads 6 tokens and predicts 6 ids")
        .hasMessageContaining("have 7 and 7");
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    byte[] whole = file();
    for (int length : new int[] {0, 7, 12, 60, whole.length - 1}) {
      assertThatThrownBy(() -> read(Arrays.copyOf(whole, length)))
          .isInstanceOf(InputException.class)
          .hasMessage("m.bin is cut off; publish the model again");
    }
    byte[] other = whole.clone();
    other[7] = 2;
    assertThatThrownBy(() -> read(other))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("m.bin has format 2, but this version reads 1");
    byte[] altered = whole.clone();
    altered[20] ^= 0x40;
    assertThatThrownBy(() -> read(altered))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("m.bin is no hidden Markov model: ");
  }

  private byte[] file() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.write(out);
    return out.toByteArray();
  }

  private static HiddenMarkovIds read(byte[] file) throws IOException {
    return HiddenMarkovModel.readIds(new ByteArrayInputStream(file), "m.bin");
  }
}
