package org.ravel.evaluation.measure;

import java.io.Serializable;

/** What a label, a class or a type of span came to, by its name. */
public record LabelMatches(String name, Matches matches) implements Serializable {}
