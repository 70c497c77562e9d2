"""Claims that learned weights find where no pattern did, and what they are not believed for."""
