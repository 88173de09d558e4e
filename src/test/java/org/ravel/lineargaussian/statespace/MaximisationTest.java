package org.ravel.lineargaussian.statespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ravel.config.LinearDynamicConfig.Structure;

/** Expectation and maximisation, against published figures and against what must hold. */
class MaximisationTest {
  /**
   * Annual flow of the Nile at Aswan from 1871 to 1970, in 10⁸ m³ (Cobb 1978, Biometrika 65; Durbin
   * and Koopman 2012, 2.2).
   */
  private static final double[] NILE = {
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180,
    799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833,
    701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845,
    864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649,
    846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815,
    1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
  };

  /** Durbin and Koopman (2012), 2.10.3: variances 15,099 and 1,469; log-likelihood −632.5. */
  @Test
  void theNileHasItsPublishedVariancesAndLikelihood() {
    StateSpace system = begin(Structure.LEVEL, NILE, 1, 0);
    double likelihood = 0;
    for (int i = 0; i < 400; i++) {
      Expectations expectations = expect(system, Structure.LEVEL, List.of(NILE));
      likelihood = expectations.logLikelihood();
      system = Maximisation.next(system, expectations, new double[1]);
    }
    assertThat(system.outputNoise()[0]).isCloseTo(15_099, within(5.0));
    assertThat(system.stateNoise()[0][0]).isCloseTo(1_469, within(2.0));
    assertThat(likelihood).isCloseTo(-632.54, within(0.01));
  }

  /** Durbin and Koopman (2012), 2.7: observations 21–40 and 61–80 are missing. */
  @Test
  void theNileWithGapsIsSmoothedOverThem() {
    double[] values = NILE.clone();
    Arrays.fill(values, 20, 40, Double.NaN);
    Arrays.fill(values, 60, 80, Double.NaN);
    StateSpace system = begin(Structure.LEVEL, values, 1, 0);
    Expectations expectations = expect(system, Structure.LEVEL, List.of(values));
    assertThat(expectations.observations()).isEqualTo(60);
    for (int i = 0; i < 50; i++) {
      double before = expectations.logLikelihood();
      system = Maximisation.next(system, expectations, new double[1]);
      expectations = expect(system, Structure.LEVEL, List.of(values));
      assertThat(expectations.logLikelihood()).isGreaterThanOrEqualTo(before - 1e-8);
    }
    assertThat(system.outputNoise()[0]).isBetween(5_000.0, 30_000.0);
  }

  @ParameterizedTest
  @EnumSource(Structure.class)
  void theLikelihoodNeverFalls(Structure structure) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<double[]> sequences = new ArrayList<>();
    StateSpace source = Systems.random(random, 3, 2);
    for (int i = 0; i < 4; i++) {
      sequences.add(Systems.sequence(random, source, 40, 0.1));
    }
    StateSpace system = FirstSystem.of(structure, new double[2], new double[] {2, 2}, 4, 3, seed);
    double before = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 25; i++) {
      Expectations expectations = expect(system, structure, sequences);
      double likelihood = expectations.logLikelihood();
      assertThat(likelihood).as("seed %d", seed).isGreaterThanOrEqualTo(before - 1e-5);
      before = likelihood;
      system = Maximisation.next(system, expectations, new double[2]);
    }
  }

  @Test
  void aGeneralSystemFindsTheLikelihoodOfItsSource() {
    Random random = new Random(20261129);
    StateSpace source = Systems.random(random, 2, 2);
    List<double[]> sequences = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sequences.add(Systems.sequence(random, source, 100, 0));
    }
    double ofSource = expect(source, Structure.GENERAL, sequences).logLikelihood();
    StateSpace system =
        FirstSystem.of(Structure.GENERAL, source.offset(), new double[] {2, 2}, 1, 2, 3);
    for (int i = 0; i < 200; i++) {
      system =
          Maximisation.next(system, expect(system, Structure.GENERAL, sequences), new double[2]);
    }
    // Fitted, it is above that of the source, by about half the number of what was fitted.
    assertThat(expect(system, Structure.GENERAL, sequences).logLikelihood())
        .isBetween(ofSource, ofSource + 25);
  }

  @RepeatedTest(3)
  void expectationsAreTheSameInAnyOrderOfSequences() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StateSpace source = Systems.random(random, 2, 1);
    List<double[]> sequences = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sequences.add(Systems.sequence(random, source, 5 + i, 0.2));
    }
    double[] first = expect(source, Structure.GENERAL, sequences).sums().flat();
    Collections.shuffle(sequences, random);
    Expectations halves = expect(source, Structure.GENERAL, sequences.subList(0, 4));
    halves.add(expect(source, Structure.GENERAL, sequences.subList(4, 10)));
    assertThat(halves.sums().flat()).as("seed %d", seed).isEqualTo(first);
  }

  @Test
  void theLikelihoodDoesNotDependOnHowLargeUnknownVariancesAre() {
    StateSpace system = begin(Structure.TREND, NILE, 1, 0);
    double[] larger = {1e12, 1e12};
    StateSpace other = system.startingAt(StateSpace.Start.unknown(larger));
    assertThat(expect(other, Structure.TREND, List.of(NILE)).logLikelihood())
        .isCloseTo(expect(system, Structure.TREND, List.of(NILE)).logLikelihood(), within(1e-3));
  }

  private static StateSpace begin(Structure structure, double[] values, int season, int states) {
    double[] seen = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    double mean = Arrays.stream(seen).average().orElseThrow();
    double variance =
        Arrays.stream(seen).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
    return FirstSystem.of(
        structure, new double[] {mean}, new double[] {variance}, season, states, 1);
  }

  private static Expectations expect(
      StateSpace system, Structure structure, List<double[]> sequences) {
    Expectations expectations =
        new Expectations(system.states(), system.width(), structure.isGeneral());
    Smoother smoother = new Smoother(system, structure.isGeneral());
    sequences.forEach(values -> smoother.add(values, expectations));
    return expectations;
  }
}
