package org.ravel.dynamics.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.dynamics.AnswerNames;
import org.ravel.language.NamedLanguage;

class MooreMachineTest {
  private static final int LONGEST = 9;
  private static final AnswerNames NAMES = AnswerNames.ofLabels(List.of("reject", "accept"));

  static MooreMachine random(int states, int symbols, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new MooreMachine(
        IntStream.range(0, states)
            .mapToObj(
                state -> IntStream.range(0, symbols).map(i -> random.nextInt(states)).toArray())
            .toArray(int[][]::new),
        IntStream.range(0, states).map(state -> random.nextInt(2)).toArray());
  }

  private static List<int[]> words() {
    List<int[]> words = new ArrayList<>(List.of(new int[0]));
    for (int i = 0; words.get(i).length < LONGEST; i++) {
      for (int symbol = 0; symbol < 2; symbol++) {
        int[] longer = Arrays.copyOf(words.get(i), words.get(i).length + 1);
        longer[longer.length - 1] = symbol;
        words.add(longer);
      }
    }
    return words;
  }

  /** Each state twice, with moves to either of the two. */
  @Test
  void theSmallestMachineGivesTheSameAnswers() {
    for (long seed = 0; seed < 20; seed++) {
      MooreMachine machine = random(5, 2, seed);
      SplittableRandom random = new SplittableRandom(seed);
      int[][] next = new int[10][];
      int[] answers = new int[10];
      for (int state = 0; state < 10; state++) {
        next[state] =
            Arrays.stream(machine.next()[state % 5])
                .map(to -> to + 5 * random.nextInt(2))
                .toArray();
        answers[state] = machine.answers()[state % 5];
      }
      MooreMachine smallest = new MooreMachine(next, answers).minimal();
      assertThat(smallest.isSame(machine.minimal())).isTrue();
      assertThat(smallest.states()).isLessThanOrEqualTo(5);
      for (int[] word : words()) {
        assertThat(smallest.answer(word)).isEqualTo(machine.answer(word));
      }
      assertThat(smallest.differences(machine, 10)).isEmpty();
    }
  }

  /** Enumeration of all words finds a difference where this does, and none that is shorter. */
  @Test
  void differencesAreFoundWhereThereAreSome() {
    for (long seed = 0; seed < 30; seed++) {
      MooreMachine one = random(3, 2, seed);
      MooreMachine other = random(3, 2, seed + 100);
      int shortest =
          words().stream()
              .filter(word -> word.length > 0 && one.answer(word) != other.answer(word))
              .mapToInt(word -> word.length)
              .findFirst()
              .orElse(0);
      List<int[]> differences = one.differences(other, 4);
      assertThat(differences.isEmpty() ? 0 : differences.get(0).length).isEqualTo(shortest);
      assertThat(differences).allMatch(word -> one.answer(word) != other.answer(word));
    }
  }

  @Test
  void aLanguageHasAStateMoreForWhatIsNoBeginning() {
    MooreMachine tomita4 =
        MooreMachine.of(NamedLanguage.TOMITA_4.language("it").automaton().orElseThrow(), NAMES);
    assertThat(tomita4.states()).isEqualTo(4);
    assertThat(tomita4.answer(new int[] {0, 0, 1, 0, 0})).isEqualTo(1);
    assertThat(tomita4.answer(new int[] {1, 0, 0, 0, 1})).isZero();
    MooreMachine parity =
        MooreMachine.of(NamedLanguage.PARITY.language("it").automaton().orElseThrow(), NAMES);
    assertThat(parity.states()).isEqualTo(2);
  }

  @Test
  void aStartThatDiffersInItsAnswerAloneIsNoState() {
    MooreMachine machine =
        new MooreMachine(new int[][] {{1, 2}, {1, 2}, {2, 2}}, new int[] {0, 1, 0});
    assertThat(machine.withoutAnswerAtStart().states()).isEqualTo(2);
    assertThat(machine.withoutAnswerAtStart().answer(new int[] {0})).isEqualTo(1);
    MooreMachine other =
        new MooreMachine(new int[][] {{1, 0}, {1, 2}, {2, 2}}, new int[] {0, 1, 0});
    assertThat(other.withoutAnswerAtStart()).isSameAs(other);
  }
}
