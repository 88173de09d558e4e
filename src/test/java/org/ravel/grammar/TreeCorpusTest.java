package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class TreeCorpusTest {
  private static final Map<String, Integer> LABELS = Map.of("-", -1, "0", 0, "+", 1);
  private static final List<String> AGAINST =
      List.of("dull", "flat", "silly", "tired", "cold", "loud");
  private static final List<String> FOR =
      List.of("fine", "bright", "funny", "warm", "clever", "tender");
  private static final List<String> NEGATIONS = List.of("not", "never");

  /** A node of a tree that is read by hand: what it is worth, and whether it negates. */
  private record Node(int worth, boolean negates) {}

  /** The worth of all nodes is computed again from the words alone. */
  @Test
  void theBestAnswersAreWhatTheWordsAreWorth() {
    TreeCorpus corpus = new TreeCorpus(7, 500);
    long nodes = 0;
    long right = 0;
    long rootsRight = 0;
    for (String line : corpus.text().lines().toList()) {
      Deque<String> labels = new ArrayDeque<>();
      Deque<Node> made = new ArrayDeque<>();
      boolean leaf = false;
      boolean lastIsRight = false;
      for (String token : line.replace("(", " ( ").replace(")", " ) ").strip().split(" +", -1)) {
        if (token.equals(")")) {
          String label = labels.pop();
          Node node = leaf ? made.pop() : joined(made.pop(), made.pop());
          lastIsRight = LABELS.get(label) == node.worth();
          nodes++;
          right += lastIsRight ? 1 : 0;
          made.push(node);
          leaf = false;
        } else if (!token.equals("(")) {
          if (LABELS.containsKey(token)) {
            labels.push(token);
          } else {
            leaf = true;
            made.push(
                new Node(
                    AGAINST.contains(token) ? -1 : FOR.contains(token) ? 1 : 0,
                    NEGATIONS.contains(token)));
          }
        }
      }
      rootsRight += lastIsRight ? 1 : 0;
    }
    assertThat(corpus.labels()).isEqualTo(nodes);
    assertThat(corpus.bestAccuracy()).isEqualTo((double) right / nodes);
    assertThat(corpus.bestRootAccuracy()).isEqualTo(rootsRight / 500.0);
    double error = Math.sqrt(0.9 * 0.1 / nodes);
    assertThat(corpus.bestAccuracy()).isCloseTo(corpus.expectedAccuracy(), within(4 * error));
  }

  private static Node joined(Node other, Node left) {
    int sum = Integer.signum(left.worth() + other.worth());
    return new Node(left.negates() ? -other.worth() : sum, false);
  }

  @Test
  void theSeedDecidesAll() {
    assertThat(new TreeCorpus(3, 20).text()).isEqualTo(new TreeCorpus(3, 20).text());
    assertThat(new TreeCorpus(3, 20).text()).isNotEqualTo(new TreeCorpus(4, 20).text());
  }

  @Test
  void thereMustBeTrees() {
    assertThatThrownBy(() -> new TreeCorpus(1, 0))
        .isInstanceOf(InputException.class)
        .hasMessage("the number of trees is 0 but must be at least 1");
  }
}
