package org.ravel.dynamics.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What an automaton is tested with: all words up to a length, then long random ones with all their
 * beginnings. The network answers each of them once.
 */
final class TestWords {
  /** All words of the greatest length together. */
  private static final int MOST_WORDS = 1 << 15;

  /** The same times the numbers of a state, which are held at once. */
  private static final int MOST_NUMBERS = 1 << 23;

  private static final int RANDOM_WORDS = 300;
  private static final int RANDOM_LENGTH = 100;

  private final List<int[]> all;
  private final List<int[]> words;
  private final List<int[]> answers;

  TestWords(NetworkAnswers network, long seed) {
    int most = Math.min(MOST_WORDS, MOST_NUMBERS / network.size());
    int longest = 0;
    long number = 1;
    while (longest < 15 && number * network.symbols() <= most) {
      number *= network.symbols();
      longest++;
    }
    all = network.all(longest);
    SplittableRandom random = new SplittableRandom(seed);
    words =
        IntStream.range(0, RANDOM_WORDS)
            .mapToObj(
                i ->
                    IntStream.range(0, RANDOM_LENGTH)
                        .map(step -> random.nextInt(network.symbols()))
                        .toArray())
            .toList();
    answers = network.along(words);
  }

  /** Up to this length all words are tested. */
  int longest() {
    return all.size() - 1;
  }

  /** Number of answers that are compared. */
  long tested() {
    return all.stream().mapToLong(row -> row.length).sum() + (long) RANDOM_WORDS * RANDOM_LENGTH;
  }

  /** In words. */
  String described() {
    return "all strings of up to %d symbols and %d random ones of %d, with their beginnings"
        .formatted(longest(), RANDOM_WORDS, RANDOM_LENGTH);
  }

  /**
   * Words that a machine answers differently, short ones first.
   *
   * @param most words
   */
  List<int[]> differences(MooreMachine machine, int most) {
    List<int[]> found = new ArrayList<>();
    int[] states = {0};
    for (int length = 0; length < all.size() && found.size() < most; length++) {
      if (length > 0) {
        states = longer(machine, states);
      }
      for (int i = 0; i < states.length && found.size() < most; i++) {
        if (machine.answers()[states[i]] != all.get(length)[i]) {
          found.add(word(i, length, machine.symbols()));
        }
      }
    }
    for (int i = 0; i < words.size() && found.size() < most; i++) {
      firstDifference(machine, i).ifPresent(found::add);
    }
    return found;
  }

  private static int[] longer(MooreMachine machine, int[] states) {
    int symbols = machine.symbols();
    int[] next = new int[states.length * symbols];
    Arrays.setAll(next, i -> machine.next()[states[i / symbols]][i % symbols]);
    return next;
  }

  private static int[] word(int place, int length, int symbols) {
    int[] word = new int[length];
    int rest = place;
    for (int i = length - 1; i >= 0; i--) {
      word[i] = rest % symbols;
      rest /= symbols;
    }
    return word;
  }

  private Optional<int[]> firstDifference(MooreMachine machine, int number) {
    int[] word = words.get(number);
    int state = 0;
    for (int step = 0; step <= word.length; step++) {
      if (machine.answers()[state] != answers.get(number)[step]) {
        return Optional.of(Arrays.copyOf(word, step));
      }
      if (step < word.length) {
        state = machine.next()[state][word[step]];
      }
    }
    return Optional.empty();
  }
}
