package org.ravel.dynamics.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.ravel.dynamics.AnswerNames;
import org.ravel.dynamics.LectureNetworks;
import org.ravel.dynamics.PlainMap;
import org.ravel.dynamics.StateMap;
import org.ravel.dynamics.StateNames;
import org.ravel.language.FiniteAutomaton;
import org.ravel.language.NamedLanguage;

class ExtractionTest {
  private static final int[] BINARY = {0, 1};
  private static final StateNames NAMES =
      new StateNames(
          List.of(), List.of("0", "1"), AnswerNames.ofLabels(List.of("accept", "reject")));

  private static Extraction extraction(StateMap map, MooreMachine truth) {
    SplittableRandom random = new SplittableRandom(9);
    List<int[]> strings =
        IntStream.range(0, 300)
            .mapToObj(i -> IntStream.range(0, 1 + i % 15).map(step -> random.nextInt(2)).toArray())
            .toList();
    return Extraction.of(map, BINARY, strings, NAMES, truth, 1);
  }

  /** The answers of {@link LectureNetworks} are accept, reject. */
  private static MooreMachine truth(NamedLanguage language) {
    return MooreMachine.of(language.language("it").automaton().orElseThrow(), NAMES.answers());
  }

  @Test
  void printedWeightsHoldTheAutomatonOfTomitasFourthLanguage() {
    Extraction found = extraction(LectureNetworks.tomita4(), truth(NamedLanguage.TOMITA_4));
    assertThat(found.learned().isSame(found.truth())).isTrue();
    assertThat(found.learned().states()).isEqualTo(4);
    assertThat(found.clustered().isSame(found.truth())).isTrue();
    assertThat(found.agreed()).isEqualTo(found.steps());
    assertThat(found.errors()).isEmpty();
  }

  /** The empty string is rejected, which no state more is made for. */
  @Test
  void printedWeightsHoldTheAutomatonOfTomitasFirstLanguage() {
    Extraction found = extraction(LectureNetworks.tomita1(), truth(NamedLanguage.TOMITA_1));
    assertThat(found.learned().isSame(found.truth())).isTrue();
    assertThat(found.clustered().isSame(found.truth())).isTrue();
  }

  /** Of another language the counterexamples are real ones. */
  @Test
  void anotherLanguageIsToldApart() {
    Extraction found = extraction(LectureNetworks.tomita4(), truth(NamedLanguage.TOMITA_5));
    assertThat(found.learned().isSame(found.truth())).isFalse();
    assertThat(found.errors()).hasSize(10);
    for (Extraction.Mistake error : found.errors()) {
      assertThat(error.answer()).isEqualTo(found.learned().answer(error.word()));
      assertThat(error.answer()).isNotEqualTo(found.truth().answer(error.word()));
    }
    List<int[]> words = found.learned().differences(found.truth(), 10);
    assertThat(words).isNotEmpty();
    for (int[] word : words) {
      boolean three =
          IntStream.range(2, word.length).anyMatch(i -> word[i - 2] + word[i - 1] + word[i] == 0);
      assertThat(found.learned().answer(word)).isEqualTo(three ? 1 : 0);
    }
  }

  /** A map whose state is the number of an automaton's state. */
  private static PlainMap of(MooreMachine machine) {
    List<UnaryOperator<double[]>> functions = new ArrayList<>();
    for (int symbol = 0; symbol < machine.symbols(); symbol++) {
      int read = symbol;
      functions.add(state -> new double[] {machine.next()[(int) state[0]][read]});
    }
    return new PlainMap(
        new double[1],
        functions,
        state ->
            machine.answers()[(int) state[0]] == 0 ? new double[] {1, 0} : new double[] {0, 1});
  }

  @Test
  void exactLearningFindsRandomAutomata() {
    for (long seed = 0; seed < 12; seed++) {
      MooreMachine machine = MooreMachineTest.random(20, 2, seed);
      NetworkAnswers network = new NetworkAnswers(of(machine), BINARY);
      assertThat(new ExactLearning(network, new TestWords(network, seed)).learn())
          .hasValueSatisfying(
              found -> assertThat(found.minimal().isSame(machine.minimal())).isTrue());
    }
  }

  @Test
  void anAutomatonOfTooManyStatesIsNotLearned() {
    MooreMachine machine = MooreMachineTest.random(300, 2, 3);
    assertThat(machine.minimal().states()).isGreaterThan(ExactLearning.MOST_STATES);
    NetworkAnswers network = new NetworkAnswers(of(machine), BINARY);
    assertThat(new ExactLearning(network, new TestWords(network, 1)).learn()).isEmpty();
  }

  /** Each state is a cluster: the automaton is that of the states that strings lead to. */
  @Test
  void clustersOfStatesThatAreFarApartAreTheStates() {
    for (int states : new int[] {1, 5, 7}) {
      MooreMachine machine =
          LongStream.range(0, 1000)
              .mapToObj(seed -> MooreMachineTest.random(9, 2, seed).minimal())
              .filter(each -> each.states() == states)
              .findFirst()
              .orElseThrow();
      Extraction found = extraction(of(machine), machine);
      assertThat(found.clustered().withoutAnswerAtStart().differences(machine, 5)).isEmpty();
      assertThat(found.agreed()).isEqualTo(found.steps());
    }
  }

  /**
   * A network that says what may follow in strings of Reber's grammar, and something wrong behind
   * what never occurs there: the state is that of the automaton.
   */
  @Test
  void legalSymbolsAreAskedForBehindLegalOnesOnly() {
    FiniteAutomaton reber = NamedLanguage.REBER.language("it").automaton().orElseThrow().minimal();
    List<String> labels = List.of("$", "B", "E", "P", "S", "T", "V", "X");
    AnswerNames answers = new AnswerNames(labels, true, "<accept>");
    StateMap map =
        new StateMap() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public int symbols() {
            return reber.symbols().size();
          }

          @Override
          public double[] start() {
            return new double[] {-1};
          }

          @Override
          public double[][] next(double[][] states, int[] symbols) {
            double[][] next = new double[states.length][1];
            for (int row = 0; row < states.length; row++) {
              int target = reber.target((int) Math.max(0, states[row][0]), symbols[row]);
              next[row][0] = target < 0 ? 0 : target;
            }
            return next;
          }

          @Override
          public double[][] probabilities(double[][] states) {
            double[][] all = new double[states.length][labels.size()];
            for (int row = 0; row < states.length; row++) {
              int set = answers.truth(reber, (int) Math.max(0, states[row][0]));
              for (int label = 0; label < labels.size(); label++) {
                all[row][label] = set >> label & 1;
              }
            }
            return all;
          }

          @Override
          public int[] answers(double[][] states) {
            int[] sets = new int[states.length];
            for (int row = 0; row < states.length; row++) {
              sets[row] = answers.truth(reber, (int) Math.max(0, states[row][0]));
            }
            return sets;
          }
        };
    SplittableRandom random = new SplittableRandom(4);
    List<int[]> strings = IntStream.range(0, 100).mapToObj(i -> walk(reber, random)).toList();
    MooreMachine truth = MooreMachine.of(reber, answers);
    Extraction found =
        Extraction.of(
            map,
            IntStream.range(0, reber.symbols().size()).toArray(),
            strings,
            new StateNames(List.of("state"), reber.symbols(), answers),
            truth,
            1);
    assertThat(found.learned().isSame(truth)).isTrue();
    assertThat(found.clustered().isSame(truth)).isTrue();
    assertThat(found.agreed()).isEqualTo(found.steps());
    assertThat(answers.name(truth.answer(new int[] {0}))).isEqualTo("P T");
  }

  /** Nothing is known of the states behind symbols of other languages. */
  @Test
  void stringsOfOtherSymbolsSayNothing() {
    StateMap map = LectureNetworks.tomita4();
    Extraction found =
        Extraction.of(map, new int[] {0}, List.of(new int[] {0, 1}, new int[] {1}), NAMES, null, 1);
    assertThat(found.leftOut()).contains("--strings");
  }

  private static int[] walk(FiniteAutomaton automaton, SplittableRandom random) {
    List<Integer> symbols = new ArrayList<>();
    int state = 0;
    while (!automaton.accepts(state)) {
      int symbol = random.nextInt(automaton.symbols().size());
      if (automaton.target(state, symbol) >= 0) {
        symbols.add(symbol);
        state = automaton.target(state, symbol);
      }
    }
    return symbols.stream().mapToInt(symbol -> symbol).toArray();
  }
}
