package org.ravel.job;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ravel.mixture.MixtureModel;
import org.ravel.model.ModelDescription;
import org.ravel.model.TrainedModel;
import org.ravel.network.NetworkSnapshot;
import org.ravel.ngram.NGramModel;
import org.ravel.pipeline.ModelSource;
import org.ravel.shard.ShardSet;

/** What a report says of the model that was measured and of the shards, by name. */
final class ModelFacts {
  private ModelFacts() {}

  /** The facts in the order in which the report shows them. */
  static Map<String, String> of(
      ModelSource source, TrainedModel model, ShardSet shards, EvaluationBaselines baselines) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", source.toString());
    putSize(facts, model);
    putData(facts, model, shards);
    putOrigin(facts, model, shards);
    facts.putAll(baselines.facts());
    return facts;
  }

  private static void putSize(Map<String, String> facts, TrainedModel model) {
    facts.put(
        model.predictors() instanceof NGramModel ? "n-grams" : "parameters",
        count(model.description().parameters()));
    if (model.predictors() instanceof MixtureModel mixture) {
      for (int i = 0; i < mixture.parts().size(); i++) {
        facts.put(
            "mixed model %d".formatted(i + 1),
            "weight %.4f: %s"
                .formatted(mixture.weights().get(i), mixture.parts().get(i).summary()));
      }
    }
  }

  private static void putData(Map<String, String> facts, TrainedModel model, ShardSet shards) {
    if (model.vocabulary() != null) {
      facts.put("vocabulary", count(model.description().vocabularySize()));
    } else {
      shards
          .manifest()
          .schema()
          .numbers()
          .ifPresent(width -> facts.put("numbers a step", count(width)));
    }
    if (model.characters() != null) {
      facts.put("characters", count(model.characters().size()));
    }
    if (model.labels() != null) {
      facts.put(
          model.labels().isOfLabels() ? "labels" : "target vocabulary",
          count(model.labels().size()));
    }
  }

  private static void putOrigin(Map<String, String> facts, TrainedModel model, ShardSet shards) {
    ModelDescription description = model.description();
    if (model.predictors() instanceof NetworkSnapshot) {
      facts.put("trained epochs", "%.2f".formatted(description.epochs()));
      facts.put("rounds of averaging", count(description.rounds()));
    }
    if (description.shardDigest() != null) {
      facts.put("trained on shards", description.shardDigest());
    }
    facts.put("measured on shards", shards.path() + " (" + shards.digest() + ")");
    if (model.vocabulary() != null) {
      facts.put("vocabulary digest", description.vocabularyDigest());
    }
    facts.put(nameOfDigest(model), description.networkDigest());
    facts.put("seed", Long.toString(description.seed()));
    description.versions().forEach((name, version) -> facts.put("version of " + name, version));
  }

  private static String nameOfDigest(TrainedModel model) {
    if (model.predictors() instanceof NetworkSnapshot) {
      return "network digest";
    }
    return model.predictors() instanceof NGramModel ? "n-grams digest" : "model digest";
  }

  private static String count(long number) {
    return "%,d".formatted(number);
  }
}
