package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ravel.dynamics.LimitSet;
import org.ravel.dynamics.NetworkStates;
import org.ravel.dynamics.ReadString;
import org.ravel.dynamics.RecurrentLayers;
import org.ravel.dynamics.Sibling;
import org.ravel.dynamics.StateNames;
import org.ravel.dynamics.Trajectories;
import org.ravel.dynamics.automaton.Extraction;
import org.ravel.dynamics.automaton.WeightLine;
import org.ravel.dynamics.cycle.CycleSearch;
import org.ravel.dynamics.memory.GradientByLag;
import org.ravel.error.ConfigurationException;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;

/**
 * Models that are shown beside the one that is looked at.
 *
 * @param model the one
 */
record ModelsBeside(JobContext context, TrainedModel model, List<Named> others) {

  /** A model, as it was named. */
  record Named(String name, TrainedModel model) {}

  /**
   * Reads them.
   *
   * @throws ConfigurationException if one reads other symbols, or is no recurrent network
   * @throws org.ravel.error.InputException if one is missing or damaged
   */
  static ModelsBeside open(JobContext context, TrainedModel model, List<String> places) {
    List<Named> others = new ArrayList<>();
    for (String place : places) {
      ModelSource source = ModelSource.of(context, "--beside", place, "model beside");
      TrainedModel other = new ModelStore(context.storage()).load(source.folder());
      if (!Objects.equals(
              other.description().vocabularyDigest(), model.description().vocabularyDigest())
          || !Objects.equals(
              other.description().labelsDigest(), model.description().labelsDigest())) {
        throw new ConfigurationException(
            "--beside names %s, which has another vocabulary or other labels than the model that is looked at; name one that was trained on the same shards"
                .formatted(source));
      }
      others.add(new Named(place, other));
    }
    return new ModelsBeside(context, model, List.copyOf(others));
  }

  /** What is seen of them on the same strings. */
  List<Sibling> siblings(StateNames names, int[] ids, List<ReadString> read) {
    return others.stream().map(other -> sibling(other, names, ids, read)).toList();
  }

  private Sibling sibling(Named other, StateNames names, int[] ids, List<ReadString> read) {
    List<int[]> strings = read.stream().map(string -> string.trajectory().symbols()).toList();
    try (NetworkStates states = new NetworkStates(other.model().network())) {
      boolean large = states.size() > CycleSearch.LARGEST_STATE;
      return new Sibling(
          other.name(),
          large ? null : GradientByLag.of(states, Trajectories.of(states, strings)),
          new RecurrentLayers(states).radii(),
          states.size() == names.variables().size()
              ? LimitSet.of(states, ids, context.config().seed())
              : null);
    }
  }

  /**
   * The automata between the model and the only one beside it.
   *
   * @throws ConfigurationException if that has other layers, or predicts the next symbol
   */
  WeightLine line(StateNames names, int[] ids, List<int[]> strings, int steps) {
    Named other = others.get(0);
    if (!model.network().description().equals(other.model().network().description())) {
      throw new ConfigurationException(
          "--line leads to %s, whose layers are not those of the model; name a model with the same settings of model.*"
              .formatted(other.name()));
    }
    if (model.labels() == null || ids.length == 0 || ids.length > Extraction.MOST_SYMBOLS) {
      throw new ConfigurationException(
          "--line is %d, but automata are looked for in networks that label or classify strings over %d symbols at most; leave it out"
              .formatted(steps, Extraction.MOST_SYMBOLS));
    }
    return Extraction.line(
        share -> new NetworkStates(model.network().towards(other.model().network(), share)),
        ids,
        strings,
        names,
        steps,
        context.config().seed());
  }
}
