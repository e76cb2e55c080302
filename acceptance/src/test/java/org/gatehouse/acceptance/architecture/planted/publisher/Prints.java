package org.gatehouse.acceptance.architecture.planted.publisher;

/**
 * Planted: a print.
 */
public class Prints {

	void print() {
		System.out.println("planted");
	}

}
