package org.ravel.evaluation.caption;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Example;
import scala.Tuple2;

/** The captions of images as words, on executors. */
public record References(Broadcast<Vocabulary> vocabulary) implements Serializable {

  /** The references of an image. */
  List<List<String>> of(Example image) {
    return of(image.ids(image.values().size() - 1));
  }

  /**
   * The references of an image.
   *
   * @param target as shards hold them
   */
  List<List<String>> of(int[] target) {
    return new CaptionTokens(vocabulary.value()).of(target);
  }

  /** By n-gram, how many images have a reference with it. */
  public Map<String, Integer> frequencies(JavaRDD<Example> images) {
    return new HashMap<>(
        images
            .flatMapToPair(
                image ->
                    Cider.ngrams(of(image)).stream()
                        .map(ngram -> new Tuple2<>(ngram, 1))
                        .iterator())
            .reduceByKey(Integer::sum)
            // One is what is not there.
            .filter(count -> count._2() > 1)
            .collectAsMap());
  }
}
