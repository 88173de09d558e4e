package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.ravel.corpus.Vocabulary;
import org.ravel.dynamics.AnswerNames;
import org.ravel.dynamics.LimitSet;
import org.ravel.dynamics.NetworkStates;
import org.ravel.dynamics.Plane;
import org.ravel.dynamics.Portrait;
import org.ravel.dynamics.ReadString;
import org.ravel.dynamics.RecurrentLayers;
import org.ravel.dynamics.StateNames;
import org.ravel.dynamics.Trajectories;
import org.ravel.dynamics.Trajectory;
import org.ravel.dynamics.TrueLanguage;
import org.ravel.dynamics.automaton.Extraction;
import org.ravel.dynamics.automaton.MooreMachine;
import org.ravel.dynamics.cycle.CycleSearch;
import org.ravel.dynamics.cycle.Cycles;
import org.ravel.dynamics.memory.GateSaturation;
import org.ravel.dynamics.memory.GradientByLag;
import org.ravel.dynamics.memory.Memory;
import org.ravel.error.ConfigurationException;
import org.ravel.example.StringAnswers;
import org.ravel.language.FiniteAutomaton;
import org.ravel.language.Language;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.report.DynamicsWriter;
import org.ravel.storage.Staging;
import org.ravel.wording.Phrases;

/** Looks at a trained network as a dynamical system, and writes a page of what is seen. */
public final class DynamicsStage {
  /** Symbols that each have a search of their own. */
  private static final int MOST_SYMBOLS = 6;

  private final JobContext context;
  private final Wanted wanted;

  /**
   * What is to be looked at.
   *
   * @param strings a file of strings; null for those of the shards' validation split
   * @param language that the network was to learn; null where nothing is known of it
   * @param starts of the search for fixed points
   * @param period of the longest cycles that are looked for
   * @param beside places of other models, to be shown beside the one
   * @param line steps from the model to the only one beside it; 0 for no look at what lies between
   */
  public record Wanted(
      String strings, Language<?> language, int starts, int period, List<String> beside, int line) {
    private static final int MOST_BESIDE = 5;
    private static final int MOST_STEPS = 200;

    /** Checks the numbers. */
    public Wanted {
      requireAtLeastOne("--starts", starts);
      requireAtLeastOne("--period", period);
      beside = List.copyOf(beside);
      if (beside.size() > MOST_BESIDE) {
        throw new ConfigurationException(
            "--beside is given %d times, but a picture shows %d other models at most; leave some out"
                .formatted(beside.size(), MOST_BESIDE));
      }
      if (line < 0 || line > MOST_STEPS) {
        throw new ConfigurationException(
            "--line is %d but must be 1 to %d steps, or 0 for none".formatted(line, MOST_STEPS));
      }
      if (line > 0 && beside.size() != 1) {
        throw new ConfigurationException(
            "--line is %d, but --beside names %d models; name the one to which the line leads"
                .formatted(line, beside.size()));
      }
    }

    private static void requireAtLeastOne(String option, int value) {
      if (value < 1) {
        throw new ConfigurationException(
            "%s is %d but must be at least 1".formatted(option, value));
      }
    }
  }

  public DynamicsStage(JobContext context, Wanted wanted) {
    this.context = context;
    this.wanted = wanted;
  }

  /**
   * Writes the page and its numbers.
   *
   * @param folder published as a whole
   * @throws org.ravel.error.ConfigurationException if the model is no recurrent network over ids
   * @throws org.ravel.error.InputException if it or the strings are missing
   */
  public void write(Path folder) {
    ModelSource source = ModelSource.of(context);
    TrainedModel model = new ModelStore(context.storage()).load(source.folder());
    try (NetworkStates states = new NetworkStates(model.network());
        Staging staging = Staging.open(context.storage(), folder, context.overwrite())) {
      List<int[]> strings =
          new InspectedStrings(context, model).read(wanted.strings(), states.size());
      DynamicsWriter.write(
          context.storage(), staging.folder(), portrait(source, model, states, strings));
      staging.publish();
    }
  }

  private Portrait portrait(
      ModelSource source, TrainedModel model, NetworkStates states, List<int[]> strings) {
    StateNames names = names(model, states);
    TrueLanguage truth =
        wanted.language() == null
            ? null
            : new TrueLanguage(wanted.language(), model.vocabulary().tokens());
    FiniteAutomaton automaton = truth == null ? null : truth.automaton().orElse(null);
    List<ReadString> read = new ArrayList<>();
    List<double[]> visited = new ArrayList<>();
    for (Trajectory trajectory : Trajectories.of(states, strings)) {
      visited.addAll(List.of(trajectory.states()));
      read.add(ReadString.of(states, trajectory, automaton, truth));
    }
    ModelsBeside others = ModelsBeside.open(context, model, wanted.beside());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", source.toString());
    facts.put("network", model.description().network());
    facts.put("numbers of a state", "%,d".formatted(states.size()));
    facts.put("strings", Phrases.count(strings.size(), "string") + ", " + from());
    if (truth != null) {
      facts.put(
          "language",
          automaton == null
              ? truth.name() + ", which no finite automaton recognises"
              : "%s, whose automaton has %s from which a member can follow"
                  .formatted(truth.name(), Phrases.count(automaton.states(), "state")));
    }
    return new Portrait(
        source.folder().getName(),
        facts,
        names,
        Plane.of(visited, names.variables()),
        read,
        cycles(states, visited, symbols(truth, strings)),
        extraction(model, states, names, read, truth, automaton),
        LimitSet.of(states, ids(read, truth), context.config().seed()),
        memory(states, read),
        others.siblings(names, ids(read, truth), read),
        wanted.line() == 0 ? null : others.line(names, ids(read, truth), strings, wanted.line()),
        automaton == null ? 0 : automaton.states());
  }

  private Cycles cycles(NetworkStates states, List<double[]> visited, List<Integer> symbols) {
    if (states.size() > CycleSearch.LARGEST_STATE) {
      return Cycles.leftOut(
          "Fixed points are not looked for in states of more than %,d numbers, and these have %,d; train a network of fewer units, such as model.hidden-size=%d"
              .formatted(CycleSearch.LARGEST_STATE, states.size(), CycleSearch.LARGEST_STATE / 2));
    }
    int starts = CycleSearch.affordable(states.size(), wanted.starts());
    if (starts < wanted.starts()) {
      context.tell(
          "fixed points are looked for from %d starts: a state has %,d numbers"
              .formatted(starts, states.size()));
    }
    return Cycles.of(
        states,
        new CycleSearch(states, visited, starts, wanted.period(), context.config().seed()),
        symbols,
        wanted.period());
  }

  /** The language's symbols, or all of the strings. */
  private static int[] ids(List<ReadString> read, TrueLanguage truth) {
    return truth != null
        ? truth.ids()
        : read.stream()
            .flatMapToInt(string -> Arrays.stream(string.trajectory().symbols()))
            .distinct()
            .sorted()
            .toArray();
  }

  static Memory memory(NetworkStates states, List<ReadString> read) {
    List<Trajectory> trajectories = read.stream().map(ReadString::trajectory).toList();
    RecurrentLayers layers = new RecurrentLayers(states);
    boolean large = states.size() > CycleSearch.LARGEST_STATE;
    return new Memory(
        large ? null : GradientByLag.of(states, trajectories),
        large
            ? "Gradients by lag are left out: a state has more than %,d numbers."
                .formatted(CycleSearch.LARGEST_STATE)
            : null,
        layers.radii(),
        GateSaturation.of(layers.gates(), trajectories));
  }

  private Extraction extraction(
      TrainedModel model,
      NetworkStates states,
      StateNames names,
      List<ReadString> read,
      TrueLanguage truth,
      FiniteAutomaton automaton) {
    if (model.labels() == null) {
      return Extraction.leftOut(
          "Automata are looked for in networks that label or classify strings; this one predicts the next symbol.");
    }
    int[] ids = ids(read, truth);
    if (ids.length > Extraction.MOST_SYMBOLS || ids.length == 0) {
      return Extraction.leftOut(
          "Automata are looked for over %d symbols at most, and here are %d; name a language of fewer by --language, --regex or --automaton, or strings of fewer by --strings."
              .formatted(Extraction.MOST_SYMBOLS, ids.length));
    }
    MooreMachine known =
        automaton == null || !names.answers().fit()
            ? null
            : MooreMachine.of(automaton, names.answers());
    return Extraction.of(
        states,
        ids,
        read.stream().map(string -> string.trajectory().symbols()).toList(),
        names,
        known,
        context.config().seed());
  }

  /** Those of the language, or those that are most frequent in the strings. */
  private static List<Integer> symbols(TrueLanguage truth, List<int[]> strings) {
    if (truth != null) {
      return Arrays.stream(truth.ids()).boxed().toList();
    }
    Map<Integer, Long> counts =
        strings.stream()
            .flatMap(string -> Arrays.stream(string).boxed())
            .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue()))
        .limit(MOST_SYMBOLS)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private String from() {
    return wanted.strings() == null
        ? "the validation split of " + context.config().shards().path()
        : wanted.strings();
  }

  private static StateNames names(TrainedModel model, NetworkStates states) {
    int layers = states.variables().get(states.size() - 1).layer();
    Vocabulary answers = model.labels() == null ? model.vocabulary() : model.labels();
    return new StateNames(
        states.variables().stream().map(variable -> variable.name(layers)).toList(),
        shown(model.vocabulary()),
        states.predictsSets()
            ? new AnswerNames(shown(answers), true, StringAnswers.ACCEPT)
            : AnswerNames.ofLabels(shown(answers)));
  }

  /** A blank would not be seen. */
  private static List<String> shown(Vocabulary vocabulary) {
    return vocabulary.tokens().stream()
        .map(token -> token.equals(" ") ? "␣" : Phrases.shown(token))
        .toList();
  }
}
