package org.ravel.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ravel.error.ConfigurationException;
import org.ravel.language.FiniteAutomaton;
import org.ravel.language.Language;

/** A language whose strings a network was to learn, in the ids that the network reads. */
public final class TrueLanguage {
  private static final int NONE = -1;

  private final Language<?> language;

  /** Ids of the language's symbols, by their place. */
  private final int[] ids;

  /** Places by id; −1 for ids that are no symbols of the language. */
  private final int[] places;

  /**
   * A language.
   *
   * @param vocabulary the symbols that the network reads, by id
   * @throws ConfigurationException if it lacks one of the language
   */
  public TrueLanguage(Language<?> language, List<String> vocabulary) {
    this.language = language;
    ids = language.symbols().stream().mapToInt(vocabulary::indexOf).toArray();
    places = new int[vocabulary.size()];
    Arrays.fill(places, NONE);
    for (int place = 0; place < ids.length; place++) {
      if (ids[place] < 0) {
        throw new ConfigurationException(
            "%s has the symbol '%s', which the model's vocabulary lacks; name the language that the model was trained on"
                .formatted(language.name(), language.symbols().get(place)));
      }
      places[ids[place]] = place;
    }
  }

  /** What it is called. */
  public String name() {
    return language.name();
  }

  /** The ids of its symbols. */
  public int[] ids() {
    return ids.clone();
  }

  /** Its automaton with the fewest states; empty where no finite one recognises it. */
  public Optional<FiniteAutomaton> automaton() {
    return language.automaton().map(FiniteAutomaton::minimal);
  }

  /** Whether a string of ids belongs to it. */
  public boolean contains(int[] string) {
    int[] symbols = IntStream.of(string).map(id -> places[id]).toArray();
    return Arrays.stream(symbols).noneMatch(place -> place == NONE) && language.contains(symbols);
  }

  /**
   * The states of {@link #automaton} on the way of a string.
   *
   * @return before the first symbol, then behind each; −1 from where no member begins so
   */
  public static int[] states(FiniteAutomaton automaton, TrueLanguage language, int[] string) {
    int[] states = new int[string.length + 1];
    for (int step = 0; step < string.length; step++) {
      int place = language.places[string[step]];
      states[step + 1] =
          states[step] == NONE || place == NONE ? NONE : automaton.target(states[step], place);
    }
    return states;
  }
}
