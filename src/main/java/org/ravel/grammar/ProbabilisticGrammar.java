package org.ravel.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.ravel.error.InputException;
import org.ravel.grammar.Rule.Nonterminal;
import org.ravel.grammar.Rule.Symbol;
import org.ravel.grammar.Rule.Terminal;

/**
 * A probabilistic context-free grammar that derives a finite sentence with probability 1.
 *
 * <p>Let M[i, j] be the expected number of nonterminals j on the right side of a rule of i. A
 * quantity that each rule application adds to — its surprise, its characters — has expectations f
 * per application, and (I − M)⁻¹ f over whole derivations. With f the entropies of the rule choices
 * this is the entropy of the derivations (Grenander 1967; Soule 1974, "Entropies of probabilistic
 * grammars"; Chi 1999, "Statistical properties of probabilistic context-free grammars"). It is the
 * entropy of the sentences too if every sentence has one derivation only.
 */
public final class ProbabilisticGrammar {
  private static final double TOLERANCE = 1e-9;

  private final String start;
  private final Map<String, List<Rule>> rules;

  /**
   * Checks and takes a grammar.
   *
   * @param start the nonterminal that sentences are derived from
   * @param rules of each nonterminal
   * @throws InputException if a nonterminal that is used has no rules, the probabilities of a
   *     nonterminal's rules do not sum to 1, or derivations do not end (the spectral radius of the
   *     expectation matrix is 1 or more)
   */
  public ProbabilisticGrammar(String start, Map<String, List<Rule>> rules) {
    this.start = start;
    this.rules = new LinkedHashMap<>();
    rules.forEach((name, alternatives) -> this.rules.put(name, List.copyOf(alternatives)));
    requireDefined(start, "the start");
    this.rules.forEach(this::requireSound);
    requireProductive();
    requireConsistent();
  }

  /** The nonterminal that sentences are derived from. */
  public String start() {
    return start;
  }

  /** The rules of a nonterminal; none if there is no such nonterminal. */
  public List<Rule> rules(String nonterminal) {
    return rules.getOrDefault(nonterminal, List.of());
  }

  /** Draws a sentence. */
  Derivation sample(SplitMix64 random) {
    StringBuilder text = new StringBuilder();
    double bits = derive(random, terminal -> text.append(terminal.text()));
    return new Derivation(text.toString(), bits);
  }

  /** Draws a sentence as its terminals. */
  public List<Terminal> terminals(SplitMix64 random) {
    List<Terminal> terminals = new ArrayList<>();
    derive(random, terminals::add);
    return terminals;
  }

  private double derive(SplitMix64 random, Consumer<Terminal> sentence) {
    double bits = 0;
    Deque<Symbol> pending = new ArrayDeque<>();
    pending.push(new Nonterminal(start));
    while (!pending.isEmpty()) {
      Symbol symbol = pending.pop();
      if (symbol instanceof Nonterminal nonterminal) {
        Rule rule = draw(rules.get(nonterminal.name()), random.nextDouble());
        bits -= log2(rule.probability());
        for (int i = rule.symbols().size() - 1; i >= 0; i--) {
          pending.push(rule.symbols().get(i));
        }
      } else if (symbol instanceof Terminal terminal) {
        sentence.accept(terminal);
      }
    }
    return bits;
  }

  /** The nonterminals, the start first. */
  public Set<String> nonterminals() {
    return Collections.unmodifiableSet(rules.keySet());
  }

  /** Entropy of a derivation in bits. */
  public double entropy() {
    return expectation(rule -> -log2(rule.probability()));
  }

  /** Mean length of a sentence in Unicode code points. */
  public double expectedCharacters() {
    return expectation(ProbabilisticGrammar::characters);
  }

  /** Mean number of terminals of a sentence. */
  public double expectedTerminals() {
    return expectation(rule -> rule.symbols().stream().filter(Terminal.class::isInstance).count());
  }

  /** Expected sum over a derivation of what each application of a rule contributes. */
  private double expectation(ToDoubleFunction<Rule> contribution) {
    int index = List.copyOf(rules.keySet()).indexOf(start);
    return expectations(contribution)[index];
  }

  /** The same for derivations from each nonterminal. */
  private double[] expectations(ToDoubleFunction<Rule> contribution) {
    double[] local =
        rules.values().stream()
            .mapToDouble(
                alternatives ->
                    alternatives.stream()
                        .mapToDouble(rule -> rule.probability() * contribution.applyAsDouble(rule))
                        .sum())
            .toArray();
    return LinearSystem.solve(identityMinusExpectations(), local);
  }

  /** I − M. */
  private double[][] identityMinusExpectations() {
    List<String> names = List.copyOf(rules.keySet());
    double[][] matrix = new double[names.size()][names.size()];
    for (int i = 0; i < names.size(); i++) {
      matrix[i][i] += 1;
      for (Rule rule : rules.get(names.get(i))) {
        for (Symbol symbol : rule.symbols()) {
          if (symbol instanceof Nonterminal nonterminal) {
            matrix[i][names.indexOf(nonterminal.name())] -= rule.probability();
          }
        }
      }
    }
    return matrix;
  }

  private void requireSound(String name, List<Rule> alternatives) {
    double sum = 0;
    for (Rule rule : alternatives) {
      require(
          rule.probability() > 0 && rule.probability() <= 1,
          ("a rule of %s has probability %s but it must lie in (0, 1]; leave the rule out or"
                  + " correct it")
              .formatted(name, rule.probability()));
      sum += rule.probability();
      for (Symbol symbol : rule.symbols()) {
        if (symbol instanceof Nonterminal nonterminal) {
          requireDefined(nonterminal.name(), "a rule of " + name);
        }
      }
    }
    require(
        Math.abs(sum - 1) <= TOLERANCE,
        "the probabilities of %s sum to %s but must sum to 1; correct its rules"
            .formatted(name, sum));
  }

  private void requireDefined(String name, String user) {
    require(
        rules.containsKey(name),
        "%s uses %s, which has no rules; define it or correct the name".formatted(user, name));
  }

  /** Refuses a nonterminal that only derives texts with nonterminals in them. */
  private void requireProductive() {
    Set<String> productive = new HashSet<>();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Map.Entry<String, List<Rule>> entry : rules.entrySet()) {
        if (entry.getValue().stream().anyMatch(rule -> isText(rule, productive))) {
          grown |= productive.add(entry.getKey());
        }
      }
    }
    for (String name : rules.keySet()) {
      require(
          productive.contains(name),
          "%s derives no text, since each of its rules needs a nonterminal that derives none; give it a rule that ends"
              .formatted(name));
    }
  }

  private static boolean isText(Rule rule, Set<String> productive) {
    return rule.symbols().stream()
        .allMatch(
            symbol ->
                !(symbol instanceof Nonterminal nonterminal)
                    || productive.contains(nonterminal.name()));
  }

  /**
   * For M ≥ 0 the spectral radius is below 1 exactly if (I − M) x = 1 has a positive solution: then
   * x = 1 + M1 + M²1 + …, the expected number of rule applications.
   */
  private void requireConsistent() {
    double[] applications = expectations(rule -> 1);
    require(
        Arrays.stream(applications).allMatch(count -> Double.isFinite(count) && count > 0),
        ("derivations from %s do not end with probability 1: the spectral radius of the expectation"
                + " matrix must be below 1; lower the probabilities of recursive rules")
            .formatted(start));
  }

  private static Rule draw(List<Rule> alternatives, double uniform) {
    double cumulative = 0;
    for (Rule rule : alternatives) {
      cumulative += rule.probability();
      if (uniform < cumulative) {
        return rule;
      }
    }
    // Rounding may leave the sum a little below 1.
    return alternatives.get(alternatives.size() - 1);
  }

  private static double characters(Rule rule) {
    double sum = 0;
    for (Symbol symbol : rule.symbols()) {
      if (symbol instanceof Terminal terminal) {
        sum += terminal.characters();
      }
    }
    return sum;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new InputException(message);
    }
  }
}
