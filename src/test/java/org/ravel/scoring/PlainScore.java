package org.ravel.scoring;

import java.util.Arrays;
import org.ravel.model.PlainForward;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.NetworkSnapshot;

/** The negative log-likelihood of one document in double precision, from the equations. */
final class PlainScore {
  private final PlainForward forward;

  PlainScore(Variant variant, NetworkSnapshot network) {
    forward = new PlainForward(variant, network);
  }

  /** Nats of the tokens from {@code first} on, given those before each of them. */
  double nats(int[] ids, int first) {
    if (ids.length <= first) {
      return 0;
    }
    double[][] logits = forward.logits(Arrays.copyOf(ids, ids.length - 1));
    double nats = 0;
    for (int i = first; i < ids.length; i++) {
      double[] z = logits[i - 1];
      nats += Math.log(Arrays.stream(z).map(Math::exp).sum()) - z[ids[i]];
    }
    return nats;
  }
}
