import pytest
from fastapi.testclient import TestClient

from app.main import app

client = TestClient(app)


def test_health_answers():
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer nonsense"}])
def test_tickets_need_a_session(header):
    assert client.get("/tickets", headers=header).status_code in (401, 422)
