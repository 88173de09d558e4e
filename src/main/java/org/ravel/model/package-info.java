/**
 * The model: a network made from its specification, how it predicts, and how it lies on storage
 * with its vocabulary and provenance.
 */
package org.ravel.model;
