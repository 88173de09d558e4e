/**
 * Trained models by version, and which of them is the champion.
 *
 * <p>A version is a folder that never changes; the champion is what the last of a row of numbered
 * decisions says. Both come into being by a rename to the next free number, of which exactly one
 * process succeeds: so versions and decisions are each a single row, without a lock.
 */
package org.ravel.registry;
