package org.ravel.shard;

import java.io.Serializable;
import org.ravel.sequence.Schema;

/**
 * What whoever writes examples must know of them.
 *
 * @param unknown the id of targets that the targets' vocabulary lacks
 */
public record ExampleFormat(Schema schema, int unknown) implements Serializable {}
