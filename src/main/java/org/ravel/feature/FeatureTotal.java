package org.ravel.feature;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums over images.
 *
 * @param images that have features
 * @param leftOut why others have none, by name; a list that can travel
 */
record FeatureTotal(long images, ArrayList<String> leftOut) implements Serializable {
  static final FeatureTotal NONE = new FeatureTotal(0, new ArrayList<>());

  FeatureTotal plusImage() {
    return new FeatureTotal(images + 1, leftOut);
  }

  FeatureTotal plusLeftOut(String why) {
    return plus(new FeatureTotal(0, new ArrayList<>(List.of(why))));
  }

  FeatureTotal plus(FeatureTotal other) {
    ArrayList<String> both = new ArrayList<>(leftOut);
    both.addAll(other.leftOut);
    return new FeatureTotal(images + other.images, both);
  }
}
