package org.ravel.network;

import java.io.Serializable;
import java.util.function.Supplier;

/** Travels to executors, where each {@link #get()} makes a predictor of its own. */
public interface PredictorSource extends Supplier<Predictor>, Serializable {}
